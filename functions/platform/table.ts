import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  type PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { Contended } from './attempt.ts';
import { env } from './env.ts';
import type { Index, Key } from './keys.ts';
import { type Item, toCommand, toTransactItem, type Write } from './writes.ts';

/** The client is made on first use, so that importing a handler stays cheap. */
let client: DynamoDBDocumentClient | undefined;
const documents = () => {
  client ??= DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });
  return client;
};
const tableName = () => env('TABLE_NAME');

interface Read {
  consistent?: boolean;
}

/** One item parsed by its schema, or undefined. */
export async function get<T>(schema: z.ZodMiniType<T>, key: Key, { consistent = false }: Read = {}): Promise<T | undefined> {
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: consistent }));
  return Item === undefined ? undefined : z.parse(schema, Item);
}

/** Several items by key (any number, unordered, absent ones left out). */
export async function getAll(keys: Key[], { consistent = false }: Read = {}): Promise<Item[]> {
  const items: Item[] = [];
  // DynamoDB refuses a key that is asked for twice.
  const distinct = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
  for (let i = 0; i < distinct.length; i += 100) {
    let wanted: Key[] = distinct.slice(i, i + 100);
    while (wanted.length > 0) {
      const answer = await documents().send(
        new BatchGetCommand({ RequestItems: { [tableName()]: { Keys: wanted, ConsistentRead: consistent } } }),
      );
      items.push(...(answer.Responses?.[tableName()] ?? []));
      wanted = (answer.UnprocessedKeys?.[tableName()]?.Keys ?? []) as Key[];
    }
  }
  return items;
}

/** Which part of a partition: sort keys that begin with, lie between, or lie beyond. */
export interface Range extends Read {
  prefix?: string;
  between?: [string, string];
  /** Only sort keys greater than this one; all of them when it is empty. */
  after?: string;
  /** Only sort keys up to and including this one. */
  upTo?: string;
  /** Stop after so many items; all without it. */
  limit?: number;
  /** From the greatest sort key down. */
  backwards?: boolean;
}

/** The items of one partition in the order of their sort keys. */
export const query = (pk: string, range: Range = {}): Promise<Item[]> => queryBy({}, 'pk', 'sk', pk, range);

/** The keys of the items that stand in an index under `pk`. */
export const queryIndex = (index: Index, pk: string, range: Range = {}): Promise<Item[]> =>
  queryBy({ IndexName: index.name }, index.pk, index.sk, pk, range);

/** What stands in an index up to an instant, and when the next comes; one look where nothing is due. */
export async function dueIn(index: Index, pk: string, now: string): Promise<{ due: Key[]; next: string | undefined }> {
  const [first] = await queryIndex(index, pk, { limit: 1 });
  const at = first?.[index.sk] as string | undefined;
  if (at === undefined || at > now) return { due: [], next: at };
  const [due, [later]] = await Promise.all([
    queryIndex(index, pk, { upTo: now }),
    queryIndex(index, pk, { after: now, limit: 1 }),
  ]);
  return { due: due.map(({ pk, sk }) => ({ pk, sk }) as Key), next: later?.[index.sk] as string | undefined };
}

async function queryBy(base: Partial<QueryCommandInput>, pkName: string, skName: string, pk: string, range: Range) {
  const names: Record<string, string> = { '#pk': pkName };
  const values: Record<string, unknown> = { ':pk': pk };
  let condition = '#pk = :pk';
  if (range.prefix !== undefined) {
    condition += ' AND begins_with(#sk, :prefix)';
    values[':prefix'] = range.prefix;
  } else if (range.between) {
    condition += ' AND #sk BETWEEN :from AND :to';
    [values[':from'], values[':to']] = range.between;
  } else if (range.after) {
    condition += ' AND #sk > :after';
    values[':after'] = range.after;
  } else if (range.upTo !== undefined) {
    condition += ' AND #sk <= :upTo';
    values[':upTo'] = range.upTo;
  }
  if (condition.includes('#sk')) names['#sk'] = skName;
  const items: Item[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page: QueryCommandInput = {
      ...base,
      TableName: tableName(),
      KeyConditionExpression: condition,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ConsistentRead: range.consistent,
      ScanIndexForward: range.backwards ? false : undefined,
      Limit: range.limit === undefined ? undefined : range.limit - items.length,
      ExclusiveStartKey,
    };
    const answer = await documents().send(new QueryCommand(page));
    items.push(...(answer.Items ?? []));
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey && (range.limit === undefined || items.length < range.limit));
  return items;
}

const THROTTLES = new Set(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded']);
const CONFLICTS = new Set(['TransactionConflictException', 'TransactionInProgressException']);

/**
 * Writes all of `writes` in one transaction, or nothing. A single write is one by itself, and costs half.
 * @throws the `otherwise` of the first write whose condition failed; Contended when it has none, on a conflict, or on throttling.
 */
export async function commit(writes: Write[]): Promise<void> {
  const [first, ...others] = writes;
  if (!first) return;
  try {
    if (others.length === 0) await documents().send(toCommand(tableName(), first) as PutCommand);
    else
      await documents().send(
        new TransactWriteCommand({ TransactItems: writes.map((write) => toTransactItem(tableName(), write)) }),
      );
  } catch (error) {
    throw refusalOf(error as Failure, writes);
  }
}

/** The document client leaves what an error carries as it came. */
type Stored = Record<string, AttributeValue>;
type Failure = Error & { CancellationReasons?: { Code?: string; Item?: Stored }[]; Item?: Stored };
const plain = (stored: Stored | undefined): Item | undefined => stored && unmarshall(stored);

/** What a failed write means to the caller: reasons stand in the order of the writes. */
function refusalOf(error: Failure, writes: Write[]): Error {
  if (THROTTLES.has(error.name) || CONFLICTS.has(error.name)) return new Contended(error.name);
  if (error.name === 'ConditionalCheckFailedException') {
    return writes[0]?.otherwise?.(plain(error.Item)) ?? new Contended(error.name);
  }
  if (error.name !== 'TransactionCanceledException') return error;
  const reasons = error.CancellationReasons ?? [];
  const codes = reasons.map(({ Code = '?' }) => Code);
  if (codes.includes('ValidationError') || codes.includes('ItemCollectionSizeLimitExceeded')) return error;
  // Missing or short reasons tell nothing, so the only safe answer is another try.
  const failed = reasons.length === writes.length ? codes.indexOf('ConditionalCheckFailed') : -1;
  return writes[failed]?.otherwise?.(plain(reasons[failed]?.Item)) ?? new Contended(codes.join(','));
}
