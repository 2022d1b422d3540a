import { createHmac } from 'node:crypto';
import { env } from '../platform/env.ts';
import { linkKey } from '../platform/keys.ts';
import { isEqual } from '../platform/own-form.ts';
import { digestOf, newSecret } from '../platform/secret.ts';
import { commit } from '../platform/table.ts';
import type { Opened } from './open.ts';

/** How long somebody who has entered the code may take to read and decide; the statistics are gathered from several people. */
const minutesOf = ({ step }: Opened['link']): number => (step === 'statistics' ? 60 : 15);

/** Each link has a cookie of its own, so that two opened side by side do not shut each other out. */
const cookieOf = (digest: string) => `__Host-task-${digest.slice(0, 16)}`;

/**
 * Lets whoever entered the right code in: for this link alone, which leads to one task and one person. A later code takes the place of
 * an earlier one. Answers what the browser keeps, and the cookie that makes it.
 */
export async function beginSession({ digest, link }: Opened, now: Date): Promise<{ session: string; cookie: string }> {
  const secret = newSecret();
  const minutes = minutesOf(link);
  const until = new Date(now.getTime() + minutes * 60_000).toISOString();
  const kept = { digest: digestOf(secret), until };
  await commit([{ update: linkKey(digest), set: { session: kept }, where: { person: link.person } }]);
  const cookie = `${cookieOf(digest)}=${secret}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${minutes * 60}`;
  return { session: secret, cookie };
}

/** What shows that the code was entered in this browser; undefined when it was not, too long ago, or before they were signed out. */
export function sessionIn(cookies: string[] | undefined, { digest, link, signedOutAt }: Opened, now: Date): string | undefined {
  const name = `${cookieOf(digest)}=`;
  const secret = cookies?.find((cookie) => cookie.startsWith(name))?.slice(name.length);
  if (secret === undefined || !link.session || link.session.until <= now.toISOString()) return undefined;
  const began = Date.parse(link.session.until) - minutesOf(link) * 60_000;
  if (signedOutAt !== undefined && began < Date.parse(signedOutAt)) return undefined;
  return isEqual(digestOf(secret), link.session.digest) ? secret : undefined;
}

/** What a form of the page must carry: made for this link and, once the code was entered, for this session. */
export const csrfOf = ({ digest }: Opened, session: string | undefined): string =>
  createHmac('sha256', env('CURSOR_SECRET'))
    .update(JSON.stringify(['link-form', digest, session ?? null]))
    .digest('base64url');
