import { api } from '../platform/api.ts';
import { send } from './send-route.ts';
import { routes } from './serve.ts';

export const handler = api([send, ...routes]);
