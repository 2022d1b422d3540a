import { api } from '../platform/api.ts';
import { add, change } from './change.ts';
import { merge } from './merge.ts';
import { list, read } from './read.ts';
import * as robots from './robot-routes.ts';

export const handler = api([list, read, add, change, merge, robots.list, robots.add, robots.remove]);
