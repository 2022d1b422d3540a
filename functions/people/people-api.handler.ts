import { api } from '../platform/api.ts';
import { delegate } from './delegate.ts';
import { depart } from './depart.ts';
import { grant } from './grant.ts';
import { list, read } from './read.ts';

export const handler = api([list, read, grant, depart, delegate]);
