import { isDeepStrictEqual } from 'node:util';
import type { DynamoDbCall } from '../../local/dynamodb/client.ts';
import { ensureTable } from '../../local/dynamodb/tables.ts';
import type { TableDefinition } from '../../local/template/model.ts';
import type { Items } from './point.ts';

/**
 * Puts a restored table in the place of the one there is. As on AWS its items come without telling any stream: the stream is switched
 * on afterwards, and begins empty.
 */
export async function replaceTable(call: DynamoDbCall, definition: TableDefinition, items: Items): Promise<void> {
  const { TableName } = definition;
  const { StreamSpecification: _, ...withoutStream } = definition;
  await call('DeleteTable', { TableName });
  await ensureTable(call, withoutStream);
  // On disk a transaction of a hundred items takes a quarter of what four batches take.
  const puts = [...items.values()].map((Item) => ({ Put: { TableName, Item } }));
  for (let i = 0; i < puts.length; i += 100) await call('TransactWriteItems', { TransactItems: puts.slice(i, i + 100) });
  await ensureTable(call, definition);
  // DynamoDB Local numbers records on from the last one that it finds when it starts: without one in the new stream they would begin
  // below the stream's own start, where no reader looks (tried).
  const Key = { pk: { S: 'RESTORED' }, sk: { S: 'RESTORED' } };
  await call('PutItem', { TableName, Item: Key });
  await call('DeleteItem', { TableName, Key });
}

/** What differs between two states of a table, by the items' keys. */
export function differences(wanted: Items, found: Items): string[] {
  const names = new Set([...wanted.keys(), ...found.keys()]);
  return [...names].flatMap((name) => {
    const [one, other] = [wanted.get(name), found.get(name)];
    if (isDeepStrictEqual(one, other)) return [];
    return [`${name} ${one === undefined ? 'is too much' : other === undefined ? 'is missing' : 'differs'}`];
  });
}
