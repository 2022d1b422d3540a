import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '../platform/env.ts';
import { linkKey } from '../platform/keys.ts';
import { NotOurForm } from '../platform/problems.ts';
import { publicUrl } from '../platform/public-url.ts';
import { digestOf, newSecret } from '../platform/secret.ts';
import { commit } from '../platform/table.ts';
import type { Opened } from './open.ts';

/** How long somebody who has entered the code may take to read and decide. */
const MINUTES = 15;

/** Each link has a cookie of its own, so that two opened side by side do not shut each other out. */
const cookieOf = (digest: string) => `__Host-task-${digest.slice(0, 16)}`;

/**
 * Lets whoever entered the right code in: for this link alone, which leads to one task and one person. A later code takes the place of
 * an earlier one. Answers the cookie.
 */
export async function beginSession({ digest, link }: Opened, now: Date): Promise<string> {
  const secret = newSecret();
  const until = new Date(now.getTime() + MINUTES * 60_000).toISOString();
  const session = { digest: digestOf(secret), until };
  await commit([{ update: linkKey(digest), set: { session }, where: { person: link.person } }]);
  return `${cookieOf(digest)}=${secret}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${MINUTES * 60}`;
}

/** What shows that the code was entered in this browser; undefined when it was not, or too long ago. */
export function sessionIn(cookies: string[] | undefined, { digest, link }: Opened, now: Date): string | undefined {
  const name = `${cookieOf(digest)}=`;
  const secret = cookies?.find((cookie) => cookie.startsWith(name))?.slice(name.length);
  if (secret === undefined || !link.session || link.session.until <= now.toISOString()) return undefined;
  return isEqual(digestOf(secret), link.session.digest) ? secret : undefined;
}

/** What a form of the page must carry: made for this link and, once the code was entered, for this session. */
export const csrfOf = ({ digest }: Opened, session: string | undefined): string =>
  createHmac('sha256', env('CURSOR_SECRET'))
    .update(JSON.stringify(['link-form', digest, session ?? null]))
    .digest('base64url');

/**
 * Browsers say where a form came from: `Sec-Fetch-Site`, older ones `Origin`, which is “null” for pages that tell nobody where they are,
 * as ours. Whoever names another place is not our page; and the token is one that only our page has.
 * @throws NotOurForm
 */
export function checkForm(headers: Record<string, string | undefined>, given: string, expected: string): void {
  const site = headers['sec-fetch-site'];
  const origin = headers.origin;
  const isOurs =
    site === undefined
      ? origin === undefined || origin === 'null' || origin === new URL(publicUrl()).origin
      : site === 'same-origin';
  if (!isOurs || !isEqual(given, expected)) throw new NotOurForm();
}

function isEqual(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
