import { type KeyRing, messageContent } from '../personal/sealing.ts';
import { newId } from '../platform/ids.ts';
import { messageKey } from '../platform/keys.ts';
import type { Write } from '../platform/writes.ts';

/** What a message is about; whoever delivers it may choose a template by it. */
export type MessageKind = 'one-time-code' | 'task-link';

/** A message to somebody's phone, in both languages. */
export interface Message {
  to: string;
  kind: MessageKind;
  text: { zh: string; en: string };
}

/** A day: by then it is delivered, or nobody needs it any more. */
const KEPT_FOR = 24 * 3600;

/**
 * The port through which everything leaves that is said to a person: a message is an item of the table (an outbox), written in the
 * transaction of its cause; number and words are sealed. Whoever delivers follows the table's stream; locally `GET /_local/mail` shows it.
 */
export function messageWrite(ring: KeyRing, { kind, to, text }: Message, now: Date): Write {
  const at = now.toISOString();
  const key = messageKey(at, newId(now));
  const content = ring.seal(JSON.stringify({ to, text }), messageContent(key));
  return { put: { ...key, kind, at, content, ttl: Math.floor(now.getTime() / 1000) + KEPT_FOR } };
}
