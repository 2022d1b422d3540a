import type { Item } from './size.ts';
import type { Schema } from './units.ts';

/** An item that a write touches. */
export interface Touched {
  readonly table: string;
  readonly key: Item;
  /** What a Put wants to write: its size counts also when the condition fails. */
  readonly put?: Item;
  readonly transactional: boolean;
  /** A ConditionCheck looks without changing. */
  readonly checkOnly: boolean;
}

export type Body = Readonly<Record<string, unknown>>;

interface Operation {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
}

/** The items that a write names; empty for a read. `keysOf` tells the names of a table's keys. */
export async function touched(
  action: string,
  body: Body,
  keysOf: (table: string) => Promise<Pick<Schema, 'KeySchema'>>,
): Promise<Touched[]> {
  const touch = async (operation: Operation, transactional: boolean, checkOnly = false): Promise<Touched> => {
    const put = operation.Item;
    const table = tableName(operation.TableName);
    const key = put ? keyOf(put, await keysOf(table)) : (operation.Key as Item);
    return { table, key, transactional, checkOnly, ...(put && { put }) };
  };
  switch (action) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [await touch(body as unknown as Operation, false)];
    case 'BatchWriteItem': {
      const requests = body.RequestItems as Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
      const operations = Object.entries(requests).flatMap(([TableName, list]) =>
        list.map((each) => ({ TableName, ...each.PutRequest, ...each.DeleteRequest })),
      );
      return Promise.all(operations.map((operation) => touch(operation, false)));
    }
    case 'TransactWriteItems': {
      const operations = (body.TransactItems as Record<string, Operation>[]).flatMap((each) => Object.entries(each));
      return Promise.all(operations.map(([kind, operation]) => touch(operation, true, kind === 'ConditionCheck')));
    }
    default:
      return [];
  }
}

/** The name of a table that a call may also have named by its ARN. */
export function tableName(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:.*:table\//, '');
}

function keyOf(item: Item, schema: Pick<Schema, 'KeySchema'>): Item {
  return Object.fromEntries(schema.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName] ?? {}]));
}
