import { type DynamoDbCall, DynamoDbError } from '../dynamodb/client.ts';
import type { Position, RawRecord } from './records.ts';

interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
}

export interface Page {
  readonly shard: string;
  readonly records: RawRecord[];
  /** Whether more may follow at once. */
  readonly more: boolean;
}

/** As many records as GetRecords gives at once; a shorter page was the last, for DynamoDB Local has no limit by size. */
const LIMIT = 1000;
/** The iterator has aged, or the data behind it: the position is still known. */
const STALE = new Set(['ExpiredIteratorException', 'TrimmedDataAccessException', 'ResourceNotFoundException']);

/**
 * Reads one stream from a position on, shard after shard, parents before children. DynamoDB Local closes a shard every few hours
 * and opens its child.
 */
export class Cursor {
  readonly #call: DynamoDbCall;
  readonly #stream: string;
  #position: Position;
  #iterator: string | undefined;

  constructor(call: DynamoDbCall, stream: string, from: Position) {
    this.#call = call;
    this.#stream = stream;
    this.#position = from;
  }

  get position(): Position {
    return this.#position;
  }

  /** The next records, or undefined when all that were written before the call have been read. */
  async next(): Promise<Page | undefined> {
    for (;;) {
      if (!this.#iterator && !(await this.#open())) return undefined;
      const { Records, NextShardIterator } = await this.#records();
      this.#iterator = NextShardIterator;
      const { shard } = this.#position;
      const last = Records.at(-1);
      if (last) this.#position = { shard, sequence: last.dynamodb.SequenceNumber };
      if (!NextShardIterator) await this.#leave(shard);
      if (last) return { shard, records: Records, more: !NextShardIterator || Records.length === LIMIT };
      // Nothing more: in an open shard for now, in a closed one without a child until there is a child.
      if (this.#position.shard === shard) return undefined;
    }
  }

  async #records(): Promise<{ Records: RawRecord[]; NextShardIterator?: string }> {
    try {
      return await this.#call('GetRecords', { ShardIterator: this.#iterator, Limit: LIMIT });
    } catch (error) {
      if (!(error instanceof DynamoDbError && STALE.has(error.type))) throw error;
      if (error.type === 'TrimmedDataAccessException') this.#position = { shard: this.#position.shard, sequence: '' };
      await this.#open();
      return this.#call('GetRecords', { ShardIterator: this.#iterator, Limit: LIMIT });
    }
  }

  /** Finds an iterator for the position; where that has been trimmed away, for the oldest record that is left. */
  async #open(): Promise<boolean> {
    const shards = await lineage(this.#call, this.#stream);
    if (!shards.includes(this.#position.shard)) this.#position = { shard: shards[0] ?? '', sequence: '' };
    const { shard, sequence } = this.#position;
    if (shard === '') return false;
    this.#iterator = await this.#iteratorFor(shard, sequence);
    return true;
  }

  async #iteratorFor(ShardId: string, sequence: string): Promise<string> {
    const place = sequence
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequence }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    const request = { StreamArn: this.#stream, ShardId, ...place };
    return (await this.#call<{ ShardIterator: string }>('GetShardIterator', request)).ShardIterator;
  }

  /** The shard is closed and read to its end: goes to its successor, if there is one yet. */
  async #leave(shard: string): Promise<void> {
    const shards = await lineage(this.#call, this.#stream);
    const next = shards[shards.indexOf(shard) + 1];
    if (next !== undefined) this.#position = { shard: next, sequence: '' };
  }
}

/** The stream's shards, parents before children. */
export async function lineage(call: DynamoDbCall, StreamArn: string): Promise<string[]> {
  const shards: Shard[] = [];
  let from: string | undefined;
  do {
    const request = { StreamArn, ...(from && { ExclusiveStartShardId: from }) };
    const { StreamDescription } = await call<{ StreamDescription: { Shards: Shard[]; LastEvaluatedShardId?: string } }>(
      'DescribeStream',
      request,
    );
    shards.push(...StreamDescription.Shards);
    from = StreamDescription.LastEvaluatedShardId;
  } while (from);
  const ordered: string[] = [];
  const waiting = new Set(shards);
  while (waiting.size > 0) {
    const pending = new Set(Array.from(waiting, (shard) => shard.ShardId));
    for (const shard of waiting) {
      if (shard.ParentShardId !== undefined && pending.has(shard.ParentShardId)) continue;
      ordered.push(shard.ShardId);
      waiting.delete(shard);
    }
  }
  return ordered;
}
