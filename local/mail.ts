import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type KeyRing, messageContent } from '../functions/personal/sealing.ts';
import { messagesOf } from '../functions/platform/keys.ts';
import type { Clients } from './clients.ts';
import type { DynamoDbCall } from './dynamodb/client.ts';
import { openRing } from './first-key.ts';
import type { Route, Sent } from './providers/sent.ts';

/** A message to somebody, as it was sent or as it waits to be. */
export interface LocalMessage {
  readonly route: Route;
  readonly to: string;
  readonly kind?: string;
  readonly title?: string;
  /** In both languages where it waits; what was sent is in one, which then stands under both. */
  readonly text: { readonly zh: string; readonly en: string };
  readonly link?: string;
  readonly attachments?: Sent['attachments'];
  readonly at: string;
  /** False for what stands in the table's outbox only. */
  readonly sent: boolean;
}

interface Stored {
  readonly pk: string;
  readonly sk: string;
  readonly kind: string;
  readonly at: string;
  readonly content: Parameters<KeyRing['open']>[0];
}

const DAY = 86_400_000;

/**
 * What was said to people, newest first: all that a provider has taken, and of the last day what the table holds for delivery. What is in
 * both, by its id, is shown once, as it was sent, in the words of both languages.
 */
export async function readMail(clients: Clients, sent: readonly Sent[]): Promise<LocalMessage[]> {
  const waiting = await readOutbox(clients);
  const twin = (id: string | undefined) => waiting.find(({ sk }) => id !== undefined && (sk === id || sk.endsWith(`#${id}`)));
  const taken = sent.map(({ id, text, ...more }): LocalMessage => {
    const stored = twin(id);
    return { ...more, ...(stored && { kind: stored.kind }), text: stored?.text ?? { zh: text, en: text }, sent: true };
  });
  const delivered = new Set(sent.map(({ id }) => twin(id)?.sk));
  const left = waiting
    .filter(({ sk }) => !delivered.has(sk))
    .map(({ sk: _, ...message }): LocalMessage => ({ route: 'sms', ...message, sent: false }));
  return [...taken, ...left].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

type Waiting = Pick<LocalMessage, 'to' | 'text' | 'at'> & { readonly kind: string; readonly sk: string };

/** The outbox of the last day, newest first. */
async function readOutbox(clients: Clients): Promise<Waiting[]> {
  const { call, tableName, now: clock } = clients;
  const now = clock();
  const days = [now, now - DAY].map((at) => new Date(at).toISOString().slice(0, 10));
  const pages = await Promise.all(days.map((day) => messages(call, tableName(), messagesOf(day))));
  const stored = pages.flat();
  const ring = stored.length === 0 ? undefined : await openRing(clients);
  return stored.map(({ pk, sk, kind, at, content }) => {
    const { to, text } = JSON.parse(ring!.open(content, messageContent({ pk, sk }))) as Pick<Waiting, 'to' | 'text'>;
    return { sk, to, kind, text, at };
  });
}

async function messages(call: DynamoDbCall, tableName: string, pk: string): Promise<Stored[]> {
  const { Items = [] } = await call<{ Items?: Record<string, AttributeValue>[] }>('Query', {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
    ScanIndexForward: false,
    ConsistentRead: true,
  });
  return Items.map((item) => unmarshall(item) as Stored);
}
