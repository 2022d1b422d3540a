import { api } from '../platform/api.ts';
import { decide } from './decide.ts';
import { list, read } from './read.ts';

export const handler = api([list, read, decide]);
