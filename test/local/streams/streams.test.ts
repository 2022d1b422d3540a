import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Activity } from '../../../local/activity.ts';
import { VirtualClock } from '../../../local/clock.ts';
import { type DynamoDbCall, dynamoDbClient } from '../../../local/dynamodb/client.ts';
import { type DynamoDbServer, startDynamoDb } from '../../../local/dynamodb/server.ts';
import { ensureTable } from '../../../local/dynamodb/tables.ts';
import { type Journal, openJournal } from '../../../local/journal.ts';
import type { MappingDefinition } from '../../../local/streams/delivery.ts';
import type { FailureMessage, StreamRecord } from '../../../local/streams/records.ts';
import type { InvocationOutcome } from '../../../local/streams/response.ts';
import { NoStream, type Streams, startStreams } from '../../../local/streams/streams.ts';

const ARN = 'arn:aws-cn:dynamodb:cn-north-1:123456789012:table/main/stream/local';
const START = Date.parse('2026-03-02T01:00:00Z');

let server: DynamoDbServer;
let call: DynamoDbCall & { close(): void };
let table = '';
let tables = 0;
let activity: Activity;
let clock: VirtualClock;
let journal: Journal;
let streams: Streams | undefined;
let batches: string[][];
let failures: FailureMessage[];
/** What the function answers; by default that all is well. */
let answer: (records: StreamRecord[]) => InvocationOutcome | Promise<InvocationOutcome>;

beforeAll(async () => {
  server = await startDynamoDb();
  call = dynamoDbClient(server);
}, 30_000);

afterAll(async () => {
  call.close();
  await server.stop();
});

beforeEach(async () => {
  table = `table-${tables++}`;
  await ensureTable(call, {
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  activity = new Activity();
  clock = new VirtualClock(activity, START - Date.now());
  journal = openJournal(':memory:');
  batches = [];
  failures = [];
  answer = () => ({ payload: null });
});

afterEach(async () => {
  await streams?.stop();
  streams = undefined;
  clock.stop();
  journal.close();
});

function mapping(more: Partial<MappingDefinition> = {}): MappingDefinition {
  return {
    logicalId: 'Waker',
    functionName: 'wake',
    tableName: table,
    streamArn: ARN,
    enabled: true,
    batchSize: 100,
    startingPosition: 'TRIM_HORIZON',
    filters: [],
    reportBatchItemFailures: false,
    bisectBatchOnFunctionError: false,
    maximumRetryAttempts: -1,
    maximumRecordAgeInSeconds: -1,
    ...more,
  };
}

async function start(...mappings: MappingDefinition[]): Promise<void> {
  streams = await startStreams({
    dynamodb: server,
    mappings,
    journal,
    clock,
    activity,
    async invoke(_name, event) {
      const { Records } = event as { Records: StreamRecord[] };
      batches.push(Records.map(name));
      return answer(Records);
    },
    onFailure: (_mapping, message) => {
      failures.push(message);
    },
  });
}

const name = ({ dynamodb: { Keys } }: StreamRecord) => String(Keys.sk?.S);

async function write(sk: string, pk = 'visit', more: Record<string, object> = {}): Promise<void> {
  await call('PutItem', { TableName: table, Item: { pk: { S: pk }, sk: { S: sk }, ...more } });
  streams?.wake(table);
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

describe('delivery', () => {
  test('a change arrives in the shape of Lambda', async () => {
    let records: StreamRecord[] = [];
    answer = (given) => {
      records = [...records, ...given];
      return { payload: null };
    };
    await start(mapping());
    await write('a', 'visit', { n: { N: '1' } });
    await write('a', 'visit', { n: { N: '2' } });
    await call('DeleteItem', { TableName: table, Key: { pk: { S: 'visit' }, sk: { S: 'a' } } });
    streams?.wake(table);
    await activity.quiet();
    expect(records.map((record) => record.eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    const keys = { pk: { S: 'visit' }, sk: { S: 'a' } };
    expect(records[1]).toMatchObject({
      eventSource: 'aws:dynamodb',
      eventSourceARN: ARN,
      awsRegion: 'cn-north-1',
      dynamodb: {
        Keys: keys,
        OldImage: { ...keys, n: { N: '1' } },
        NewImage: { ...keys, n: { N: '2' } },
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    expect(Math.abs(records[0]!.dynamodb.ApproximateCreationDateTime - START / 1000)).toBeLessThan(3600);
  });

  test('nothing is left when the cloud says it is quiet, and the order is that of the writes', async () => {
    await start(mapping({ batchSize: 7 }));
    for (const sk of numbers(60)) await write(sk);
    await activity.quiet();
    expect(batches.flat()).toEqual(numbers(60));
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(7);
  });

  test('each mapping gets what its filters let through', async () => {
    const task = { dynamodb: { NewImage: { kind: { S: ['task'] } } } };
    const removed = { eventName: ['REMOVE'] };
    await start(mapping({ filters: [task, removed] }));
    await write('1', 'visit', { kind: { S: 'task' } });
    await write('2', 'visit', { kind: { S: 'seat' } });
    await call('DeleteItem', { TableName: table, Key: { pk: { S: 'visit' }, sk: { S: '2' } } });
    streams?.wake(table);
    await activity.quiet();
    expect(batches.flat()).toEqual(['1', '2']);
  });

  test('a table without a stream is refused', async () => {
    await ensureTable(call, {
      TableName: `${table}-dry`,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    });
    await expect(start(mapping({ tableName: `${table}-dry` }))).rejects.toThrow(NoStream);
  });
});

describe('side by side', () => {
  test('partition keys go in parallel, and each keeps its order', async () => {
    let running = 0;
    let most = 0;
    answer = async () => {
      most = Math.max(most, ++running);
      await new Promise((turn) => setImmediate(turn));
      running--;
      return { payload: null };
    };
    for (const sk of numbers(20)) for (const pk of ['a', 'b', 'c', 'd', 'e']) await write(`${pk}${sk}`, pk);
    await start(mapping({ batchSize: 3, parallelizationFactor: 4 }));
    await activity.quiet();
    for (const pk of ['a', 'b', 'c', 'd', 'e']) {
      expect(batches.flat().filter((sk) => sk.startsWith(pk))).toEqual(numbers(20).map((sk) => `${pk}${sk}`));
    }
    expect(most).toBeGreaterThan(1);
  });

  test('a partition key that fails holds up only itself, and the checkpoint', async () => {
    answer = (records) => (records.some((record) => name(record) === 'a0') ? { error: 'broken' } : { payload: null });
    await start(mapping({ batchSize: 1, parallelizationFactor: 2 }));
    await write('a0', 'a');
    await write('a1', 'a');
    for (const sk of numbers(3)) await write(`b${sk}`, 'b');
    await activity.quiet();
    expect(batches.flat().filter((sk) => sk !== 'a0')).toEqual(['b0', 'b1', 'b2']);
    await streams?.stop();

    batches = [];
    answer = () => ({ payload: null });
    await start(mapping({ batchSize: 1, parallelizationFactor: 2 }));
    await activity.quiet();
    expect(batches.flat().sort()).toEqual(['a0', 'a1', 'b0', 'b1', 'b2']);
  });
});

describe('a function that fails', () => {
  test('is tried again by the virtual clock, and what comes after it waits', async () => {
    let broken = true;
    answer = () => (broken ? { error: 'broken' } : { payload: null });
    await start(mapping({ batchSize: 1 }));
    await write('1');
    await write('2');
    await activity.quiet();
    expect(batches).toEqual([['1']]);
    broken = false;
    await clock.advanceTo(clock.now() + 60_000);
    expect(batches).toEqual([['1'], ['1'], ['2']]);
  });

  test('is given up after its retries, the destination is told, and the rest goes on', async () => {
    answer = (records) => (records.some((record) => name(record) === 'bad') ? { error: 'broken' } : { payload: null });
    await start(mapping({ batchSize: 1, maximumRetryAttempts: 2 }));
    await write('bad');
    await write('good');
    await clock.advanceTo(clock.now() + 3_600_000);
    expect(batches).toEqual([['bad'], ['bad'], ['bad'], ['good']]);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3, functionArn: 'wake' },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: ARN },
    });
  });

  test('without a limit is tried for a day', async () => {
    answer = () => ({ error: 'broken' });
    await start(mapping({ batchSize: 1 }));
    await write('bad');
    await clock.advanceTo(clock.now() + 23 * 3_600_000);
    expect(failures).toEqual([]);
    await clock.advanceTo(clock.now() + 2 * 3_600_000);
    expect(failures.map((failure) => failure.requestContext.condition)).toEqual(['RecordAgeExceeded']);
    expect(batches.length).toBeGreaterThan(100);
  });

  test('a reported record is tried again with those after it, not with those before', async () => {
    let broken = true;
    answer = (records) => {
      const bad = records.find((record) => name(record) === '2');
      if (!bad || !broken) return { payload: { batchItemFailures: [] } };
      return { payload: { batchItemFailures: [{ itemIdentifier: bad.dynamodb.SequenceNumber }] } };
    };
    for (const sk of numbers(5)) await write(sk);
    await start(mapping({ reportBatchItemFailures: true }));
    await activity.quiet();
    broken = false;
    await clock.advanceTo(clock.now() + 60_000);
    expect(batches).toEqual([
      ['0', '1', '2', '3', '4'],
      ['2', '3', '4'],
    ]);
  });

  test('a split finds the bad record and loses no other', async () => {
    answer = (records) => (records.some((record) => name(record) === '5') ? { error: 'broken' } : { payload: null });
    for (const sk of numbers(8)) await write(sk);
    await start(mapping({ bisectBatchOnFunctionError: true, maximumRetryAttempts: 1 }));
    await clock.advanceTo(clock.now() + 3_600_000);
    const well = batches.filter((batch) => !batch.includes('5')).flat();
    expect(well).toEqual(['0', '1', '2', '3', '4', '6', '7']);
    expect(failures.map((failure) => failure.DDBStreamBatchInfo.batchSize)).toEqual([1]);
  });
});

describe('after a restart', () => {
  test('goes on where it was; a batch that was not finished comes again', async () => {
    answer = (records) => (name(records[0]!) === '3' ? { error: 'interrupted' } : { payload: null });
    await start(mapping({ batchSize: 1 }));
    for (const sk of numbers(5)) await write(sk);
    await activity.quiet();
    await streams?.stop();
    streams = undefined;
    await write('5');

    batches = [];
    answer = () => ({ payload: null });
    await start(mapping({ batchSize: 1 }), mapping({ logicalId: 'Newcomer', functionName: 'new', startingPosition: 'LATEST' }));
    await activity.quiet();
    expect(batches).toEqual([['3'], ['4'], ['5']]);
  });

  test('a mapping from LATEST misses nothing that was written after its first start', async () => {
    await write('before');
    await start(mapping({ startingPosition: 'LATEST' }));
    await activity.quiet();
    await streams?.stop();
    streams = undefined;
    await write('between');
    await start(mapping({ startingPosition: 'LATEST' }));
    await activity.quiet();
    expect(batches).toEqual([['between']]);
  });
});
