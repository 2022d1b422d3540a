import { api } from '../platform/api.ts';
import { add, change } from './change.ts';
import { merge } from './merge.ts';
import { list, read } from './read.ts';

export const handler = api([list, read, add, change, merge]);
