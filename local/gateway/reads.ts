import type { DynamoDbCall } from '../dynamodb/client.ts';
import type { Item } from './size.ts';
import type { Body } from './touched.ts';
import { pageUnits, readUnits } from './units.ts';

/** What a read costs; the items are read again in full, because an answer may hold only some attributes, or only a count. */
export async function measureRead(call: DynamoDbCall, action: string, body: Body): Promise<number> {
  switch (action) {
    case 'GetItem':
      return readUnits(await item(call, body), body.ConsistentRead === true);
    case 'BatchGetItem': {
      const requests = Object.entries(body.RequestItems as Record<string, { Keys: Item[]; ConsistentRead?: boolean }>);
      const units = requests.flatMap(([TableName, { Keys, ConsistentRead }]) =>
        Keys.map(async (Key) => readUnits(await item(call, { TableName, Key }), ConsistentRead === true)),
      );
      return sum(await Promise.all(units));
    }
    case 'TransactGetItems': {
      const gets = (body.TransactItems as { Get: Body }[]).map(({ Get }) => Get);
      return sum(await Promise.all(gets.map(async (get) => 2 * readUnits(await item(call, get), true))));
    }
    case 'Query':
    case 'Scan':
      return pageUnits(await page(call, action, body), body.ConsistentRead === true);
    default:
      return 0;
  }
}

/** The item as it is now, whole. */
export async function item(call: DynamoDbCall, { TableName, Key }: Body): Promise<Item | undefined> {
  return (await call<{ Item?: Item }>('GetItem', { TableName, Key, ConsistentRead: true })).Item;
}

/** The same page without filter and projection: all items that the call looked at. */
async function page(call: DynamoDbCall, action: string, body: Body): Promise<Item[]> {
  const { FilterExpression: _f, ProjectionExpression: _p, Select: _s, ReturnConsumedCapacity: _r, ...rest } = body;
  const used = String(body.KeyConditionExpression ?? '');
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values, ...plain } = rest;
  const whole = {
    ...plain,
    ...only('ExpressionAttributeNames', names, used),
    ...only('ExpressionAttributeValues', values, used),
  };
  return (await call<{ Items?: Item[] }>(action, whole)).Items ?? [];
}

/** The placeholders that the expression still uses; DynamoDB refuses the others. */
function only(member: string, placeholders: unknown, expression: string): object {
  const words = new Set(expression.match(/[#:]\w+/g));
  const kept = Object.entries((placeholders ?? {}) as object).filter(([name]) => words.has(name));
  return kept.length > 0 ? { [member]: Object.fromEntries(kept) } : {};
}

function sum(units: number[]): number {
  return units.reduce((total, each) => total + each, 0);
}
