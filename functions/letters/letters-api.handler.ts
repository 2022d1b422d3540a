import { api } from '../platform/api.ts';
import { copy, handIn } from './copy-routes.ts';
import { issue } from './issue-route.ts';
import { list, read } from './read-routes.ts';

export const handler = api([issue, list, read, handIn, copy]);
