import { createHash } from 'node:crypto';

/** A message's id in a form that fits wherever one is asked for: 32 letters and digits, the same for the same id. */
export const messageToken = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 32);
