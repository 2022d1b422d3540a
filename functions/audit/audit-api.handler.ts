import { api } from '../platform/api.ts';
import { audit } from './read.ts';

export const handler = api([audit]);
