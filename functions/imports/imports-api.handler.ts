import { api } from '../platform/api.ts';
import { importRows } from './route.ts';

export const handler = api([importRows]);
