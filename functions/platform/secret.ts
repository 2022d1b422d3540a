import { createHash, createHmac, randomBytes } from 'node:crypto';

/** 256 random bits, for what stands in an address or a cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Whether a text can be such a secret. */
export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** What the table keeps of something secret: nobody reads it from there. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** A reference that follows from what it leads to, for nobody who lacks the secret. */
export const referenceTo = (secret: string, what: readonly unknown[]): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['reference', ...what]))
    .digest('base64url');
