import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import { type DynamoDbAddress, type DynamoDbCall, dynamoDbClient } from '../dynamodb/client.ts';
import type { Journal } from '../journal.ts';
import type { KeyElement } from '../template/model.ts';
import { type Checkpoints, openCheckpoints } from './checkpoints.ts';
import { Cursor, lineage } from './cursor.ts';
import type { Delivery, MappingDefinition } from './delivery.ts';
import { Mapping } from './mapping.ts';
import { TableReader } from './reader.ts';
import type { Position, Read } from './records.ts';

export interface StreamsOptions {
  readonly dynamodb: DynamoDbAddress;
  /** Those that are not enabled are left out. */
  readonly mappings: readonly MappingDefinition[];
  readonly invoke: Delivery['invoke'];
  /** Takes what is said about a batch that was given up. While it throws, the batch is tried again. */
  readonly onFailure?: Delivery['onFailure'];
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly activity: Activity;
}

export interface Streams {
  /** Something was written to this table. Until it has been read and delivered, the cloud is not quiet. */
  wake(tableName: string): void;
  /** Reads nothing more and waits for the invocations that run. */
  stop(): Promise<void>;
}

/** A mapping needs a stream that its table does not have. */
export class NoStream extends Error {
  override name = 'NoStream';
}

/**
 * Brings functions what changes in tables, as Lambda's event source mappings do: at least once, in order, each mapping from its
 * own checkpoint. Begins with what is still unread.
 * @throws NoStream, UnsupportedPattern
 */
export async function startStreams(options: StreamsOptions): Promise<Streams> {
  const call = dynamoDbClient(options.dynamodb);
  const checkpoints = openCheckpoints(options.journal);
  const enabled = options.mappings.filter((mapping) => mapping.enabled);
  const tables = Map.groupBy(enabled, (mapping) => mapping.tableName);
  const opened = await Promise.all([...tables].map(([name, mappings]) => open(name, mappings, call, checkpoints, options)));
  const readers = new Map(opened.map(({ tableName, reader }) => [tableName, reader]));
  for (const reader of readers.values()) reader.wake();
  return {
    wake: (tableName) => readers.get(tableName)?.wake(),
    async stop() {
      await Promise.all([...readers.values()].map((reader) => reader.stop()));
      await Promise.all(opened.flatMap(({ mappings }) => mappings.map((mapping) => mapping.stop())));
      call.close();
    },
  };
}

async function open(
  tableName: string,
  definitions: readonly MappingDefinition[],
  call: DynamoDbCall,
  checkpoints: Checkpoints,
  options: StreamsOptions,
): Promise<{ tableName: string; reader: TableReader; mappings: Mapping[] }> {
  const { clock, activity, invoke, onFailure = () => {} } = options;
  const { stream, partitionKey } = await describe(call, tableName);
  const shards = await lineage(call, stream);
  const starts: Position[] = [];
  const mappings: Mapping[] = [];
  for (const mapping of definitions) {
    const id = mapping.logicalId;
    let from = checkpoints.get(id, stream);
    if (!from) {
      from = mapping.startingPosition === 'LATEST' ? await endOf(call, stream) : { shard: '', sequence: '' };
      checkpoints.set(id, stream, from);
    }
    starts.push(from);
    const save = (position: Position) => checkpoints.set(id, stream, position);
    mappings.push(new Mapping({ mapping, clock, activity, invoke, onFailure }, partitionKey, save));
  }
  const first = starts.reduce((lowest, start) => (isAfter(shards, lowest, start) ? start : lowest));
  const deliver = (reads: readonly Read[]) => {
    for (const [index, mapping] of mappings.entries()) {
      const start = starts[index];
      mapping.offer(start ? reads.filter(({ position }) => isAfter(shards, position, start)) : reads);
    }
  };
  const streamArn = definitions[0]?.streamArn ?? stream;
  const cursor = new Cursor(call, stream, first);
  return { tableName, mappings, reader: new TableReader({ tableName, streamArn, cursor, deliver, clock, activity }) };
}

/**
 * Whether a position lies behind another. `shards` are those of the start: one that is not among them is newer, except that of the
 * other position, which is from before the start and so has been trimmed.
 */
function isAfter(shards: readonly string[], position: Position, other: Position): boolean {
  if (position.shard === other.shard) return BigInt(position.sequence || 0) > BigInt(other.sequence || 0);
  const place = shards.indexOf(position.shard);
  return position.shard !== '' && (place === -1 || place > shards.indexOf(other.shard));
}

async function describe(call: DynamoDbCall, TableName: string): Promise<{ stream: string; partitionKey: string }> {
  const { Table } = await call<{ Table: { LatestStreamArn?: string; KeySchema: KeyElement[] } }>('DescribeTable', {
    TableName,
  });
  if (Table.LatestStreamArn === undefined) throw new NoStream(`the table ${TableName} has no stream`);
  const partitionKey = Table.KeySchema.find((key) => key.KeyType === 'HASH')?.AttributeName ?? '';
  return { stream: Table.LatestStreamArn, partitionKey };
}

/** The position behind everything that is in the stream now. */
async function endOf(call: DynamoDbCall, stream: string): Promise<Position> {
  const cursor = new Cursor(call, stream, { shard: '', sequence: '' });
  while (await cursor.next());
  return cursor.position;
}
