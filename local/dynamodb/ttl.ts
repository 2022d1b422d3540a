import type { Timer, VirtualClock } from '../clock.ts';
import { type Body, touched } from '../gateway/touched.ts';
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

type Key = Record<string, unknown>;
type Item = Record<string, { N?: string }>;
interface Batch {
  Responses: Record<string, Item[]>;
  UnprocessedKeys: Record<string, { Keys: Key[] }>;
}

export interface Ttl {
  /** Hears of each write, so that items which may have got an expiry are looked at. */
  written(tableName: string, action: string, body: Buffer): void;
  stop(): Promise<void>;
}

const DAY = 86_400_000;
const BATCH = 100;

/**
 * Deletes the items whose time has passed by the virtual clock: at once and then once a day, as AWS promises no better than
 * "within a few days". DynamoDB Local could do it too, but by the real clock. A table is scanned once; from then on each write that
 * names the attribute tells which items to look at, so that a long virtual year does not read all it has written every day.
 */
export function startTtl({ call, clock, tables, onWrite }: TtlOptions): Ttl {
  const expiring = tables.flatMap(({ name, definition, ttlAttribute }) =>
    ttlAttribute === undefined ? [] : [new Expiring(call, name, ttlAttribute, definition.KeySchema)],
  );
  let timer: Timer | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  const round = async () => {
    for (const table of expiring) await table.expire(clock.now(), () => onWrite(table.name));
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
    written(tableName, action, body) {
      for (const table of expiring) if (table.name === tableName) table.written(action, body);
    },
    async stop() {
      stopped = true;
      timer?.cancel();
      await running;
    },
  };
}

/** What expires in a table: keys as they are written, and when they are over in milliseconds. */
class Expiring {
  readonly name: string;
  readonly #call: DynamoDbCall;
  readonly #attribute: string;
  readonly #schema: TableModel['definition']['KeySchema'];
  #isScanned = false;
  #writes: { action: string; body: Buffer }[] = [];
  readonly #expiries = new Map<string, number>();

  constructor(call: DynamoDbCall, name: string, attribute: string, schema: TableModel['definition']['KeySchema']) {
    this.#call = call;
    this.name = name;
    this.#attribute = attribute;
    this.#schema = schema;
  }

  written(action: string, body: Buffer): void {
    // What a statement in PartiQL changes is not known before it is found.
    if (/Statement|^ExecuteTransaction$/.test(action)) this.#isScanned = false;
    else if (body.includes(`"${this.#attribute}"`)) this.#writes.push({ action, body });
  }

  /** Deletes what is over. */
  async expire(now: number, onDeleted: () => void): Promise<void> {
    if (this.#isScanned) await this.#look();
    else await this.#scan();
    for (const [key, expires] of this.#expiries) {
      if (expires >= now) continue;
      this.#expiries.delete(key);
      if (await this.#delete(JSON.parse(key) as Key, expires)) onDeleted();
    }
  }

  async #scan(): Promise<void> {
    this.#isScanned = true;
    let from: Item | undefined;
    do {
      const page: { Items: Item[]; LastEvaluatedKey?: Item } = await this.#call('Scan', {
        TableName: this.name,
        ExpressionAttributeNames: { '#expires': this.#attribute },
        ExpressionAttributeValues: { ':number': { S: 'N' } },
        FilterExpression: 'attribute_type(#expires, :number)',
        ...(from && { ExclusiveStartKey: from }),
      });
      for (const item of page.Items) this.#remember(item);
      from = page.LastEvaluatedKey;
    } while (from);
  }

  /** Reads the items that were written since the last time. */
  async #look(): Promise<void> {
    const writes = this.#writes.splice(0);
    const schema = { KeySchema: this.#schema };
    const items = await Promise.all(writes.map(({ action, body }) => touched(action, parsed(body), async () => schema)));
    const keys = new Set(items.flat().flatMap(({ table, key }) => (table === this.name ? [this.#nameOf(key)] : [])));
    for (const key of keys) this.#expiries.delete(key);
    const wanted = [...keys].map((key) => JSON.parse(key) as Key);
    while (wanted.length > 0) {
      const { Responses, UnprocessedKeys } = await this.#call<Batch>('BatchGetItem', {
        RequestItems: { [this.name]: { Keys: wanted.splice(0, BATCH), ConsistentRead: true } },
      });
      for (const item of Responses[this.name] ?? []) this.#remember(item);
      wanted.push(...(UnprocessedKeys[this.name]?.Keys ?? []));
    }
  }

  /** The attribute holds seconds since the epoch; anything but a number never expires. */
  #remember(item: Item): void {
    const seconds = item[this.#attribute]?.N;
    if (seconds !== undefined) this.#expiries.set(this.#nameOf(item), 1000 * Number(seconds));
  }

  #nameOf = (item: Key): string =>
    JSON.stringify(Object.fromEntries(this.#schema.map(({ AttributeName }) => [AttributeName, item[AttributeName]])));

  async #delete(Key: Key, expires: number): Promise<boolean> {
    try {
      await this.#call('DeleteItem', {
        ...{ TableName: this.name, Key },
        ExpressionAttributeNames: { '#expires': this.#attribute },
        ExpressionAttributeValues: { ':expires': { N: String(expires / 1000) } },
        ConditionExpression: '#expires = :expires',
      });
      return true;
    } catch (error) {
      // Somebody gave it more time, or deleted it; a new expiry was written and is looked at the next day.
      if (!(error instanceof DynamoDbError && error.type === 'ConditionalCheckFailedException')) throw error;
      return false;
    }
  }
}

const parsed = (body: Buffer): Body => JSON.parse(body.toString()) as Body;
