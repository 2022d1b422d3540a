import { api } from '../platform/api.ts';
import { list, read } from './read.ts';

export const handler = api([list, read]);
