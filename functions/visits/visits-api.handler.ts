import { cancelRoute } from '../changes/cancel-route.ts';
import { api } from '../platform/api.ts';
import { create } from './create.ts';
import { list } from './list.ts';
import { read, timeline } from './read.ts';

export const handler = api([create, list, read, timeline, cancelRoute]);
