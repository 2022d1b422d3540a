import { api } from '../platform/api.ts';
import { change } from './change.ts';
import { preview } from './preview.ts';
import { read } from './read.ts';

export const handler = api([read, preview, change]);
