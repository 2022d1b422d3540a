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

type Item = Record<string, unknown>;

const DAY = 86_400_000;

/**
 * Deletes the items whose time has passed by the virtual clock: at once and then once a day, as AWS promises no better than
 * "within a few days". DynamoDB Local could do it too, but by the real clock.
 */
export function startTtl({ call, clock, tables, onWrite }: TtlOptions): { stop(): Promise<void> } {
  let timer: Timer | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  const round = async () => {
    for (const { name, definition, ttlAttribute } of tables) {
      const keys = definition.KeySchema.map((key) => key.AttributeName);
      if (ttlAttribute === undefined) continue;
      for await (const _ of deleteExpired(call, name, keys, ttlAttribute, clock.now())) onWrite(name);
    }
  };
  const schedule = (due: number) => {
    timer = clock.at(due, 'expiry of items', async () => {
      running = round();
      await running;
      if (!stopped) schedule(due + DAY);
    });
  };
  if (tables.some((table) => table.ttlAttribute !== undefined)) schedule(clock.now());
  return {
    async stop() {
      stopped = true;
      timer?.cancel();
      await running;
    },
  };
}

/** Yields after each deletion. The attribute holds seconds since the epoch; anything but a number never expires. */
async function* deleteExpired(
  call: DynamoDbCall,
  TableName: string,
  keys: readonly string[],
  attribute: string,
  now: number,
): AsyncGenerator<void> {
  const condition = 'attribute_type(#expires, :number) AND #expires < :now';
  const expired = {
    TableName,
    ExpressionAttributeNames: { '#expires': attribute },
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) }, ':number': { S: 'N' } },
  };
  let from: Item | undefined;
  do {
    const page: { Items: Item[]; LastEvaluatedKey?: Item } = await call('Scan', {
      ...expired,
      FilterExpression: condition,
      ...(from && { ExclusiveStartKey: from }),
    });
    for (const item of page.Items) {
      const Key = Object.fromEntries(keys.map((name) => [name, item[name]]));
      try {
        await call('DeleteItem', { ...expired, Key, ConditionExpression: condition });
        yield;
      } catch (error) {
        // Somebody gave it more time since the scan.
        if (!(error instanceof DynamoDbError && error.type === 'ConditionalCheckFailedException')) throw error;
      }
    }
    from = page.LastEvaluatedKey;
  } while (from);
}
