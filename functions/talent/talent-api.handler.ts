import { api } from '../platform/api.ts';
import { grant } from './permission-route.ts';
import { list, read } from './read.ts';

export const handler = api([list, read, grant]);
