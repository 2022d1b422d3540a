import { pace } from '../pace/read.ts';
import { api } from '../platform/api.ts';
import { statistics } from './read.ts';

export const handler = api([statistics, pace]);
