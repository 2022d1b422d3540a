import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../functions/platform/writes.ts';

export type Stored = Item & { pk: string; sk: string };

/** The local cloud at this address, which `npm start` prints for DynamoDB, or AWS with the usual credentials. */
export const clientFor = (endpoint: string | undefined): DynamoDBClient =>
  new DynamoDBClient(
    endpoint === undefined
      ? {}
      : { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'local' } },
  );

/** The table that was named, or the only one that belongs to the stack. */
export async function tableName(client: DynamoDBClient, named: string | undefined): Promise<string> {
  const { TableNames = [] } = named === undefined ? await client.send(new ListTablesCommand({})) : {};
  const own = TableNames.filter((name) => name !== 'local-store');
  const name = named ?? (own.length === 1 ? own[0] : undefined);
  if (name === undefined) throw new Error(`--table is needed: there are ${own.join(', ') || 'none'}`);
  return name;
}

/** All items by partition; a scan gives a partition's items one after the other. */
export async function* partitions(client: DynamoDBClient, TableName: string): AsyncGenerator<Stored[]> {
  let items: Stored[] = [];
  const pages = paginateScan({ client: DynamoDBDocumentClient.from(client) }, { TableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) {
    for (const item of Items as Stored[]) {
      if (items[0] && items[0].pk !== item.pk) {
        yield items;
        items = [];
      }
      items.push(item);
    }
  }
  if (items.length > 0) yield items;
}
