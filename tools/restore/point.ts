import type { DynamoDbCall } from '../../local/dynamodb/client.ts';
import { Cursor } from '../../local/streams/cursor.ts';
import type { Position } from '../../local/streams/records.ts';

/** An item as DynamoDB writes it: each attribute with its type. */
export type RawItem = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
/** A table's items by their keys. */
export type Items = Map<string, RawItem>;

const BEFORE_ALL: Position = { shard: '', sequence: '' };

export const nameOf = (item: RawItem): string => `${item.pk?.S} ${item.sk?.S}`;

/** The table's own stream. */
async function streamOf(call: DynamoDbCall, TableName: string): Promise<string> {
  const { Table } = await call<{ Table: { LatestStreamArn: string } }>('DescribeTable', { TableName });
  return Table.LatestStreamArn;
}

/** The place in a table's stream behind everything that was written up to now: the point to which a restore goes. */
export async function pointNow(call: DynamoDbCall, TableName: string): Promise<Position> {
  const cursor = new Cursor(call, await streamOf(call, TableName), BEFORE_ALL);
  while (await cursor.next());
  return cursor.position;
}

/**
 * The table's items as they were at a point: its stream, which tells of each change since the table was made, is told again up to
 * there. Point-in-time recovery does the same to the second; the local stream begins with the table, so that nothing is missing.
 */
export async function itemsAt(call: DynamoDbCall, TableName: string, { shard, sequence }: Position): Promise<Items> {
  const cursor = new Cursor(call, await streamOf(call, TableName), BEFORE_ALL);
  const items: Items = new Map();
  for (let page = await cursor.next(); page; page = await cursor.next()) {
    for (const { dynamodb } of page.records) {
      const name = nameOf(dynamodb.Keys);
      if (dynamodb.NewImage) items.set(name, dynamodb.NewImage);
      else items.delete(name);
      if (page.shard === shard && dynamodb.SequenceNumber === sequence) return items;
    }
  }
  throw new Error('the point does not lie in the stream');
}

/** The table's items as they are. */
export async function itemsNow(call: DynamoDbCall, TableName: string): Promise<Items> {
  const items: Items = new Map();
  let from: RawItem | undefined;
  do {
    const page: { Items: RawItem[]; LastEvaluatedKey?: RawItem } = await call('Scan', {
      TableName,
      ConsistentRead: true,
      ...(from && { ExclusiveStartKey: from }),
    });
    for (const item of page.Items) items.set(nameOf(item), item);
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}
