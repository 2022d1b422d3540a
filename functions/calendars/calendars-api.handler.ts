import { api } from '../platform/api.ts';
import { list, make, revoke } from './keep-route.ts';
import { read, single } from './read-route.ts';

export const handler = api([single, make, list, revoke, read]);
