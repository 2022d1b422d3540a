import * as z from 'zod/mini';
import { newId } from '../platform/ids.ts';
import { messageKey } from '../platform/keys.ts';
import { Instant, Phone } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';

/** What a message is about; whoever delivers it may choose a template by it. */
export const MessageKind = z.enum(['one-time-code', 'task-link']);
export type MessageKind = z.infer<typeof MessageKind>;

/** A message to somebody's phone, in both languages. */
export const Message = z.object({
  to: Phone,
  kind: MessageKind,
  text: z.object({ zh: z.string(), en: z.string() }),
  at: Instant,
});
export type Message = z.infer<typeof Message>;

/** A day: by then it is delivered, or nobody needs it any more. */
const KEPT_FOR = 24 * 3600;

/**
 * The port through which everything leaves that is said to a person: a message is an item of the table (an outbox), written in the
 * transaction of its cause. Whoever delivers follows the table's stream; locally `GET /_local/mail` shows it.
 */
export function messageWrite(message: Omit<Message, 'at'>, now: Date): Write {
  const at = now.toISOString();
  const ttl = Math.floor(now.getTime() / 1000) + KEPT_FOR;
  return { put: { ...messageKey(at, newId(now)), ...message, at, ttl } };
}
