import type { Timer, VirtualClock } from '../clock.ts';
import type { TableModel } from '../template/model.ts';
import { type DynamoDbCall, DynamoDbError } from './client.ts';

export interface TtlOptions {
  readonly call: DynamoDbCall;
  readonly clock: VirtualClock;
  /** Those without a TTL attribute are left alone. */
  readonly tables: readonly Pick<TableModel, 'name' | 'definition' | 'ttlAttribute'>[];
  /** Called after a deletion, so that the table's stream is read. */
  readonly onWrite: (tableName: string) => void;
}

type Item = Record<string, { N?: string }>;

export interface Ttl {
  /** Hears of each write, so that the table is looked through again only when one may have set an expiry. */
  written(tableName: string, body: Buffer): void;
  stop(): Promise<void>;
}

const DAY = 86_400_000;

/**
 * Deletes the items whose time has passed by the virtual clock: at once and then once a day, as AWS promises no better than
 * "within a few days". DynamoDB Local could do it too, but by the real clock. A table is scanned only when something in it may be
 * due: the earliest expiry is known from the last scan, and no write since then has named the attribute.
 */
export function startTtl({ call, clock, tables, onWrite }: TtlOptions): Ttl {
  const expiring = tables.flatMap(({ name, definition, ttlAttribute }) =>
    ttlAttribute === undefined
      ? []
      : [{ name, keys: definition.KeySchema.map((key) => key.AttributeName), ttlAttribute, next: 0 }],
  );
  let timer: Timer | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  const round = async () => {
    for (const table of expiring) {
      if (table.next > clock.now()) continue;
      table.next = Number.POSITIVE_INFINITY;
      const next = await deleteExpired(call, table.name, table.keys, table.ttlAttribute, clock.now(), () =>
        onWrite(table.name),
      );
      table.next = Math.min(table.next, next);
    }
  };
  const schedule = (due: number) => {
    timer = clock.at(due, 'expiry of items', async () => {
      running = round();
      await running;
      if (!stopped) schedule(due + DAY);
    });
  };
  if (expiring.length > 0) schedule(clock.now());
  return {
    written(tableName, body) {
      for (const table of expiring) if (table.name === tableName && body.includes(`"${table.ttlAttribute}"`)) table.next = 0;
    },
    async stop() {
      stopped = true;
      timer?.cancel();
      await running;
    },
  };
}

/**
 * Deletes what has expired; answers when the next item does (milliseconds; infinity when none will). The attribute holds seconds
 * since the epoch; anything but a number never expires.
 */
async function deleteExpired(
  call: DynamoDbCall,
  TableName: string,
  keys: readonly string[],
  attribute: string,
  now: number,
  onDeleted: () => void,
): Promise<number> {
  const names = { '#expires': attribute };
  let next = Number.POSITIVE_INFINITY;
  let from: Item | undefined;
  do {
    const page: { Items: Item[]; LastEvaluatedKey?: Item } = await call('Scan', {
      TableName,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':number': { S: 'N' } },
      FilterExpression: 'attribute_type(#expires, :number)',
      ...(from && { ExclusiveStartKey: from }),
    });
    for (const item of page.Items) {
      const expires = 1000 * Number(item[attribute]?.N);
      if (expires >= now) {
        next = Math.min(next, expires);
        continue;
      }
      const Key = Object.fromEntries(keys.map((name) => [name, item[name]]));
      try {
        await call('DeleteItem', {
          TableName,
          Key,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':expires': item[attribute] },
          ConditionExpression: '#expires = :expires',
        });
        onDeleted();
      } catch (error) {
        // Somebody gave it more time since the scan.
        if (!(error instanceof DynamoDbError && error.type === 'ConditionalCheckFailedException')) throw error;
        next = 0;
      }
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return next;
}
