import { expect, test } from 'vitest';
import { type DynamoDbCall, DynamoDbError } from '../../../local/dynamodb/client.ts';
import { Cursor, lineage } from '../../../local/streams/cursor.ts';

interface FakeShard {
  readonly id: string;
  readonly parent?: string;
  closed: boolean;
  readonly sequences: number[];
}

/** A stream as the service shows it; iterators are `shard/next sequence/age`. */
function fakeStream(shards: FakeShard[]) {
  const state = { expired: false, trimmedBelow: 0 };
  const fail = (type: string): never => {
    throw new DynamoDbError(type, 'said the fake');
  };
  const call = async (action: string, body: Record<string, string>) => {
    if (action === 'DescribeStream') {
      // One shard a page.
      const from = shards.findIndex((shard) => shard.id === body.ExclusiveStartShardId) + 1;
      const page = shards.slice(from, from + 1).map(({ id, parent }) => ({ ShardId: id, ParentShardId: parent }));
      const last = from + 1 < shards.length ? page[0]?.ShardId : undefined;
      return { StreamDescription: { Shards: page, LastEvaluatedShardId: last } };
    }
    if (action === 'GetShardIterator') {
      state.expired = false;
      const after = body.ShardIteratorType === 'TRIM_HORIZON' ? state.trimmedBelow : Number(body.SequenceNumber) + 1;
      return { ShardIterator: `${body.ShardId}/${after}` };
    }
    if (state.expired) fail('ExpiredIteratorException');
    const [id, next] = String(body.ShardIterator).split('/');
    const shard = shards.find((each) => each.id === id) ?? fail('ResourceNotFoundException');
    if (Number(next) < state.trimmedBelow) fail('TrimmedDataAccessException');
    const sequences = shard.sequences.filter((sequence) => sequence >= Number(next));
    const end = (sequences.at(-1) ?? Number(next) - 1) + 1;
    const Records = sequences.map((sequence) => ({ dynamodb: { SequenceNumber: String(sequence) } }));
    return { Records, ...(!shard.closed && { NextShardIterator: `${id}/${end}` }) };
  };
  return { call: call as unknown as DynamoDbCall, state };
}

async function readAll(cursor: Cursor): Promise<string[]> {
  const all: string[] = [];
  for (;;) {
    const page = await cursor.next();
    if (!page) return all;
    all.push(...page.records.map((record) => record.dynamodb.SequenceNumber));
  }
}

test('reads closed shards to their end and goes on with their children, parents first', async () => {
  const shards: FakeShard[] = [
    { id: 'c', parent: 'b', closed: false, sequences: [5] },
    { id: 'a', parent: 'long gone', closed: true, sequences: [1, 2] },
    { id: 'b', parent: 'a', closed: true, sequences: [] },
  ];
  const { call } = fakeStream(shards);
  expect(await lineage(call, 'stream')).toEqual(['a', 'b', 'c']);
  const cursor = new Cursor(call, 'stream', { shard: '', sequence: '' });
  expect(await readAll(cursor)).toEqual(['1', '2', '5']);

  shards[0]!.closed = true;
  expect(await readAll(cursor)).toEqual([]);
  shards.push({ id: 'd', parent: 'c', closed: false, sequences: [6, 7] });
  expect(await readAll(cursor)).toEqual(['6', '7']);
  expect(cursor.position).toEqual({ shard: 'd', sequence: '7' });
});

test('goes on after a position, also when the iterator has expired', async () => {
  const shard: FakeShard = { id: 'a', closed: false, sequences: [1, 2, 3] };
  const { call, state } = fakeStream([shard]);
  const cursor = new Cursor(call, 'stream', { shard: 'a', sequence: '2' });
  expect(await readAll(cursor)).toEqual(['3']);
  state.expired = true;
  shard.sequences.push(4);
  expect(await readAll(cursor)).toEqual(['4']);
});

test('takes the oldest that is left when its place has been trimmed away', async () => {
  const shard: FakeShard = { id: 'b', closed: false, sequences: [8, 9] };
  const { call, state } = fakeStream([shard]);
  state.trimmedBelow = 8;
  expect(await readAll(new Cursor(call, 'stream', { shard: 'b', sequence: '3' }))).toEqual(['8', '9']);
  expect(await readAll(new Cursor(call, 'stream', { shard: 'gone', sequence: '3' }))).toEqual(['8', '9']);
});
