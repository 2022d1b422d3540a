import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Message, messageWrite } from '../notices/message.ts';
import { keyRing } from '../personal/key-ring.ts';
import { attempt } from '../platform/attempt.ts';
import { env } from '../platform/env.ts';
import { codeKey, type Key, sentKey } from '../platform/keys.ts';
import { TooManyCodes } from '../platform/problems.ts';
import { commit, get } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { type CodeFor, GOOD_FOR_SECONDS, judge, newCode, StoredCode, storedCode, type Verdict } from './one-time-code.ts';
import { type Limit, PER_ADDRESS, PER_PHONE, REMEMBERED_SECONDS, remembered, wait } from './sending-limits.ts';

const Sent = z.object({ sent: z.array(z.int()), version: z.int() });

export interface Sending extends CodeFor {
  /** The number that the code goes to. Without it all is as always, but nothing is sent: nobody learns which numbers are known. */
  readonly to?: string | undefined;
  /** Where the wish came from (`requestContext.http.sourceIp`). */
  readonly address: string;
  /** What the message says the code is for, as the end of a sentence. */
  readonly aim: { readonly zh: string; readonly en: string };
}

/**
 * Sends a new code, which takes the place of an earlier one for the same. Code, counts and message are one transaction.
 * @throws TooManyCodes (429 with `Retry-After`) when the phone or the address had too many; the same for known and unknown phones.
 */
export const sendCode = (sending: Sending, now: Date): Promise<void> =>
  attempt(async () => {
    const { subject, purpose, to, address, aim } = sending;
    const code = newCode();
    const counts = await Promise.all([
      counted(sentKey('phone', subject), PER_PHONE, now),
      counted(sentKey('address', digest(address)), PER_ADDRESS, now),
    ]);
    const longest = Math.max(...counts.map((count) => count.wait));
    if (longest > 0) throw new TooManyCodes(longest);
    const stored = storedCode(code, sending, secret(), now);
    await commit([
      { put: { ...codeKey(subject, purpose), ...stored, ttl: stored.expires } },
      ...counts.map((count) => count.write),
      ...(to === undefined ? [] : [messageWrite(await keyRing(), codeMessage(to, code, aim, stored.expires), now)]),
    ]);
  });

/** Holds a code against the one that was sent. Every try counts, also one of several at the same moment; a right one is used up. */
export const tryCode = (about: CodeFor, given: string, now: Date): Promise<Verdict> =>
  attempt(async () => {
    const key = codeKey(about.subject, about.purpose);
    const stored = await get(StoredCode, key, { consistent: true });
    const { verdict, left } = judge(stored, given, about, secret(), now);
    if (stored && verdict !== 'gone')
      await commit([{ update: key, set: { left }, where: { hash: stored.hash, left: stored.left } }]);
    return verdict;
  });

const codeMessage = (to: string, code: string, aim: Sending['aim'], expires: number): Message => ({
  ...{ to, kind: 'one-time-code', text: wording(code, aim), params: { code } },
  until: new Date(expires * 1000).toISOString(),
});

const MINUTES = GOOD_FOR_SECONDS / 60;
const wording = (code: string, aim: Sending['aim']) => ({
  zh: `验证码 ${code}，${MINUTES} 分钟内有效，用于${aim.zh}。请勿告诉任何人。`,
  en: `${code} is your code to ${aim.en}, good for ${MINUTES} minutes. Tell it to nobody.`,
});

/** How long to wait by the count under this key, and the write that adds one. */
async function counted(key: Key, limits: readonly Limit[], now: Date): Promise<{ wait: number; write: Write }> {
  const seconds = Math.floor(now.getTime() / 1000);
  const count = await get(Sent, key, { consistent: true });
  const sent = remembered(count?.sent ?? [], seconds);
  return {
    wait: wait(count?.sent ?? [], limits, seconds),
    write: {
      put: { ...key, sent, version: (count?.version ?? 0) + 1, ttl: seconds + REMEMBERED_SECONDS },
      where: count ? { version: count.version } : 'absent',
    },
  };
}

/** An address is personal data: the table keeps what tells it from others, not the address. */
const digest = (address: string) => createHash('sha256').update(`${secret()}\n${address}`).digest('base64url');

/** The deployment's secret; what it is used for is part of all that is hashed with it. */
const secret = () => env('CURSOR_SECRET');
