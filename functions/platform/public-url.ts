import { env } from './env.ts';

/** The address under which people reach the system, without a path: a domain of the operator's, or the API's own. */
export const publicUrl = (): string => (process.env.PUBLIC_URL || env('API_URL')).replace(/\/+$/, '');
