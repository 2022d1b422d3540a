import * as z from 'zod/mini';
import { noticeKey, noticeLinkKey } from '../platform/keys.ts';
import { Code } from '../platform/schema.ts';
import { digestOf, referenceTo } from '../platform/secret.ts';
import type { Write } from '../platform/writes.ts';
import type { Notice } from './notice.ts';

/** Where a message's link leads that is not about one question: to what the message tells, on a page that only shows it. */
export const NoticesLink = z.object({ city: Code, recipient: Code, notices: z.array(z.string()), ttl: z.int() });
export type NoticesLink = z.infer<typeof NoticesLink>;

/** The page is there for a month. */
const KEPT_FOR = 30 * 86_400;

export const noticesPath = (reference: string) => `/n/${reference}`;

/** The same link at every try of the same notices. */
export function noticesLink(
  notices: readonly [Notice, ...Notice[]] | readonly Notice[],
  site: string,
  secret: string,
  now: Date,
): { address: string; write: Write } {
  const { city, recipient } = notices[0]!;
  const keys = notices.map(({ at, cause }) => noticeKey(city, recipient, at, cause).sk);
  const reference = referenceTo(secret, ['notices', city, recipient, keys]);
  const link: NoticesLink = { city, recipient, notices: keys, ttl: Math.floor(now.getTime() / 1000) + KEPT_FOR };
  return { address: `${site}${noticesPath(reference)}`, write: { put: { ...noticeLinkKey(digestOf(reference)), ...link } } };
}
