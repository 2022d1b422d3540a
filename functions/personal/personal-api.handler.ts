import { api } from '../platform/api.ts';
import { erase, setRight, write } from './routes.ts';

export const handler = api([write, setRight, erase]);
