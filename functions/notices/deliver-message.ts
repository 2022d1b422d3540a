import * as z from 'zod/mini';
import { keyRing } from '../personal/key-ring.ts';
import { messageContent } from '../personal/sealing.ts';
import { DELIVERY, deliveryOf, type Key, MAILS } from '../platform/keys.ts';
import { log } from '../platform/log.ts';
import { Instant, Sealed } from '../platform/schema.ts';
import { commit, get } from '../platform/table.ts';
import { nextTry } from './backoff.ts';
import { NotDelivered, send } from './channels/port.ts';
import { MessageContent, MessageKind } from './message.ts';

const Stored = z.object({
  kind: MessageKind,
  content: Sealed,
  until: Instant,
  sentAt: z.optional(Instant),
  failures: z.optional(z.int()),
});

/**
 * Sends a message that goes to a phone rather than to somebody who has chosen how to be told: a one-time code, a link that was asked for,
 * that the number is not theirs to sign in by any more. One that cannot be sent is tried again as long as it is of use.
 * @throws what failed on our side; the message is then noted for another try
 */
export async function deliverMessage(key: Key, now: Date): Promise<void> {
  const stored = await get(Stored, key, { consistent: true });
  if (!stored || stored.sentAt !== undefined) return;
  if (stored.until <= now.toISOString()) return commit([{ update: key, remove: WAITING }]);
  try {
    await sendStored(key, stored);
    await commit([{ update: key, set: { sentAt: now.toISOString() }, remove: WAITING }]);
  } catch (error) {
    const isRefused = error instanceof NotDelivered;
    if (isRefused) log.info('not delivered', { answer: error.code });
    const failures = (stored.failures ?? 0) + 1;
    const again = isRefused && error.permanent ? undefined : nextTry(failures, now);
    const set = { failures, ...(again !== undefined && { [DELIVERY.pk]: deliveryOf(MAILS), [DELIVERY.sk]: again }) };
    await commit([{ update: key, set, ...(again === undefined && { remove: WAITING }) }]);
    if (!isRefused) throw error;
  }
}

async function sendStored(key: Key, { kind, content }: z.infer<typeof Stored>): Promise<void> {
  const opened = (await keyRing(content)).open(content, messageContent(key));
  const { to, text, params } = z.parse(MessageContent, JSON.parse(opened));
  const id = key.sk.slice(key.sk.lastIndexOf('#') + 1);
  await send({ route: 'sms', phone: to }, { id, kind, language: 'zh', title: TITLES[kind], text: text.zh, params });
}

/** What takes it out of the list of what waits. */
const WAITING = [DELIVERY.pk, DELIVERY.sk];

const TITLES: Record<MessageKind, string> = {
  'one-time-code': '验证码',
  'task-link': '办理链接',
  'number-changed': '登录号码已更改',
};
