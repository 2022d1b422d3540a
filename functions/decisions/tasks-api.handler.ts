import { objectRoute } from '../changes/object-route.ts';
import { api } from '../platform/api.ts';
import { decide, decideBatch } from './decide.ts';
import { list, read } from './read.ts';

export const handler = api([list, read, decide, decideBatch, objectRoute]);
