import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';

/** How long a code is good, and how often somebody may try it. */
export const GOOD_FOR_SECONDS = 5 * 60;
export const TRIES = 5;

/** A code as the table keeps it: nobody reads the code from it, and without the deployment's secret nobody finds it by trying. */
export const StoredCode = z.object({
  salt: z.string(),
  hash: z.string(),
  /** Seconds since 1970. */
  expires: z.int(),
  /** Tries that are left; 0 once it was used. */
  left: z.int(),
});
export type StoredCode = z.infer<typeof StoredCode>;

/** What a code is for: signing in, or one task's link. A code for one purpose is worth nothing for another. */
export type Purpose = 'sign-in' | `task:${string}`;

/** Whom and what a code is for. `subject` stands for a phone without telling it: the digest of the number. */
export interface CodeFor {
  readonly subject: string;
  readonly purpose: Purpose;
}

/** Six digits that nobody can foresee. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** The code as it is kept from now on; it takes the place of an earlier one for the same. */
export function storedCode(code: string, { subject, purpose }: CodeFor, secret: string, now: Date): StoredCode {
  const salt = randomBytes(16).toString('base64url');
  return {
    salt,
    hash: hashOf(code, salt, { subject, purpose }, secret),
    expires: seconds(now) + GOOD_FOR_SECONDS,
    left: TRIES,
  };
}

/** `right` is said once: the code is used up then. `gone`: none was sent, or it has run out, was used, or was tried too often. */
export type Verdict = 'right' | 'wrong' | 'gone';

/** What a try means, and how many tries are left after it. */
export function judge(
  stored: StoredCode | undefined,
  given: string,
  about: CodeFor,
  secret: string,
  now: Date,
): { verdict: Verdict; left: number } {
  if (!stored || stored.left <= 0 || stored.expires <= seconds(now)) return { verdict: 'gone', left: 0 };
  const expected = Buffer.from(stored.hash);
  const right = timingSafeEqual(Buffer.from(hashOf(given, stored.salt, about, secret)), expected);
  return right ? { verdict: 'right', left: 0 } : { verdict: 'wrong', left: stored.left - 1 };
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

const hashOf = (code: string, salt: string, { subject, purpose }: CodeFor, secret: string) =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['one-time-code', salt, subject, purpose, code]))
    .digest('base64url');
