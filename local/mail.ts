import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type KeyRing, messageContent } from '../functions/personal/sealing.ts';
import { messagesOf } from '../functions/platform/keys.ts';
import type { Clients } from './clients.ts';
import type { DynamoDbCall } from './dynamodb/client.ts';
import { openRing } from './first-key.ts';

/** A message that would have gone to somebody's phone. */
export interface LocalMessage {
  readonly to: string;
  readonly kind: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly at: string;
}

interface Stored {
  readonly pk: string;
  readonly sk: string;
  readonly kind: string;
  readonly at: string;
  readonly content: Parameters<KeyRing['open']>[0];
}

const DAY = 86_400_000;

/** What was said to people in the last day, newest first: nobody delivers anything on one machine. */
export async function readMail(clients: Clients): Promise<LocalMessage[]> {
  const { call, tableName, now: clock } = clients;
  const now = clock();
  const days = [now, now - DAY].map((at) => new Date(at).toISOString().slice(0, 10));
  const pages = await Promise.all(days.map((day) => messages(call, tableName(), messagesOf(day))));
  const stored = pages.flat();
  const ring = stored.length === 0 ? undefined : await openRing(clients);
  return stored.map(({ pk, sk, kind, at, content }) => {
    const { to, text } = JSON.parse(ring!.open(content, messageContent({ pk, sk }))) as Pick<LocalMessage, 'to' | 'text'>;
    return { to, kind, text, at };
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
