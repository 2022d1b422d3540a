import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { messagesOf } from '../functions/platform/keys.ts';
import type { DynamoDbCall } from './dynamodb/client.ts';

/** A message that would have gone to somebody's phone. */
export interface LocalMessage {
  readonly to: string;
  readonly kind: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly at: string;
}

const DAY = 86_400_000;

/** What was said to people in the last day, newest first: nobody delivers anything on one machine. */
export async function readMail(call: DynamoDbCall, tableName: string, now: number): Promise<LocalMessage[]> {
  const days = [now, now - DAY].map((at) => new Date(at).toISOString().slice(0, 10));
  const pages = await Promise.all(days.map((day) => messages(call, tableName, messagesOf(day))));
  return pages.flat().map(({ to, kind, text, at }) => ({ to, kind, text, at }));
}

async function messages(call: DynamoDbCall, tableName: string, pk: string): Promise<LocalMessage[]> {
  const { Items = [] } = await call<{ Items?: Record<string, AttributeValue>[] }>('Query', {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
    ScanIndexForward: false,
    ConsistentRead: true,
  });
  return Items.map((item) => unmarshall(item) as LocalMessage);
}
