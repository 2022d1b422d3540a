import * as z from 'zod/mini';
import { type KeyRing, messageContent } from '../personal/sealing.ts';
import { newId } from '../platform/ids.ts';
import { messageKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';

/** What a message is about; a provider's registered template is chosen by it. */
export const MessageKind = z.enum(['one-time-code', 'task-link', 'number-changed']);
export type MessageKind = z.infer<typeof MessageKind>;

/** What is said, in both languages, and what a registered template is filled with. */
export const MessageContent = z.object({
  to: z.string(),
  text: z.object({ zh: z.string(), en: z.string() }),
  params: z.record(z.string(), z.string()),
});

/** A message to a phone, rather than to somebody who has chosen how to be told. */
export interface Message extends z.infer<typeof MessageContent> {
  kind: MessageKind;
  /** After this nobody needs it any more, and it is not sent. */
  until: Instant;
}

/** A day beyond what it is good for, so that whoever asks where it is can be told. */
const KEPT_FOR = 24 * 3600;

/**
 * The port through which a message to a phone leaves: an item of the table (an outbox), written in the transaction of its cause; number
 * and words are sealed. The stream tells of it, and `deliver` sends it.
 */
export function messageWrite(ring: KeyRing, { kind, until, ...content }: Message, now: Date): Write {
  const at = now.toISOString();
  const key = messageKey(at, newId(now));
  const sealed = ring.seal(JSON.stringify(content), messageContent(key));
  return { put: { ...key, kind, at, until, content: sealed, ttl: Math.floor(Date.parse(until) / 1000) + KEPT_FOR } };
}
