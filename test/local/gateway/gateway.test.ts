import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Activity } from '../../../local/activity.ts';
import { dynamoDbClient } from '../../../local/dynamodb/client.ts';
import { type DynamoDbServer, startDynamoDb } from '../../../local/dynamodb/server.ts';
import { ensureTable } from '../../../local/dynamodb/tables.ts';
import { type Gateway, startGateway } from '../../../local/gateway/gateway.ts';
import { errorReply } from '../../../local/gateway/reply.ts';

const activity = new Activity();
const KEYS: Record<string, string> = { AKIDECIDE: 'decide', AKIMATCH: 'match' };
let server: DynamoDbServer;
let gateway: Gateway;
let decide: DynamoDBClient;
let written: string[] = [];
let forbidden: string | undefined;

function options(accessKeyId: string, region = 'cn-north-1') {
  return { endpoint: gateway.url, region, credentials: { accessKeyId, secretAccessKey: 'secret' }, maxAttempts: 1 };
}

beforeAll(async () => {
  server = await startDynamoDb();
  const call = dynamoDbClient(server);
  await ensureTable(call, {
    TableName: 'main',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'due', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-due',
        KeySchema: [{ AttributeName: 'due', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  call.close();
  gateway = await startGateway({
    dynamodb: server,
    services: {
      AWSStepFunctions: (target, body, caller) => ({
        status: 200,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: JSON.stringify({ executionArn: `${target} by ${caller} for ${JSON.parse(body).name}`, startDate: 1 }),
      }),
    },
    callers: (accessKeyId) => KEYS[accessKeyId],
    activity,
    onWrite: (table) => written.push(table),
    authorize: (caller, target) =>
      forbidden && target.endsWith(forbidden) ? errorReply(400, 'AccessDeniedException', `${caller} must not`) : undefined,
  });
  decide = new DynamoDBClient(options('AKIDECIDE'));
}, 30_000);

beforeEach(() => {
  written = [];
  forbidden = undefined;
  gateway.faults.clear();
});

afterAll(async () => {
  decide.destroy();
  await gateway.stop();
  await server.stop();
});

const put = (sk: string, more: Record<string, { S: string }> = {}) => ({
  TableName: 'main',
  Item: { pk: { S: 'v' }, sk: { S: sk }, ...more },
});
const get = (sk: string) => decide.send(new GetItemCommand({ TableName: 'main', Key: { pk: { S: 'v' }, sk: { S: sk } } }));

describe('the door', () => {
  test('leads every known caller, in whatever region it believes to be, to the one database', async () => {
    await decide.send(new PutItemCommand(put('shared')));
    const other = new DynamoDBClient(options('AKIMATCH', 'cn-northwest-1'));
    const { Item } = await other.send(new GetItemCommand({ TableName: 'main', Key: { pk: { S: 'v' }, sk: { S: 'shared' } } }));
    expect(Item).toEqual({ pk: { S: 'v' }, sk: { S: 'shared' } });
    other.destroy();
  });

  test('is closed to unknown keys, unknown services, and what is not allowed', async () => {
    const stranger = new DynamoDBClient(options('AKISTRANGER'));
    await expect(stranger.send(new PutItemCommand(put('x')))).rejects.toThrow('security token');
    stranger.destroy();
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AmazonSQS.SendMessage',
        authorization: 'AWS4-HMAC-SHA256 Credential=AKIDECIDE/1/r/sqs/aws4_request',
      },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('AmazonSQS.SendMessage');
    forbidden = 'PutItem';
    await expect(decide.send(new PutItemCommand(put('x')))).rejects.toThrow('decide must not');
    expect(written).toEqual([]);
  });

  test('tells about writes that happened, and of no others', async () => {
    await decide.send(new PutItemCommand(put('told')));
    await get('told');
    await decide.send(new BatchWriteItemCommand({ RequestItems: { main: [{ PutRequest: { Item: put('told').Item } }] } }));
    const guarded = new PutItemCommand({ ...put('told'), ConditionExpression: 'attribute_not_exists(pk)' });
    await expect(decide.send(guarded)).rejects.toThrow(ConditionalCheckFailedException);
    expect(written).toEqual(['main', 'main']);
    expect(activity.labels()).toEqual([]);
  });

  test('brings Step Functions what is meant for it', async () => {
    const sfn = new SFNClient(options('AKIMATCH'));
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn: 'arn:machine', name: 'v-1-1' }));
    expect(executionArn).toBe('AWSStepFunctions.StartExecution by match for v-1-1');
    sfn.destroy();
  });
});

describe('faults', () => {
  test('a lost reply: the write happened, the caller does not know', async () => {
    gateway.faults.next({ caller: 'decide', action: 'PutItem', kind: 'lost-reply' });
    await expect(decide.send(new PutItemCommand(put('lost')))).rejects.toThrow();
    expect(written).toEqual(['main']);
    expect((await get('lost')).Item).toBeDefined();
  });

  test('a throttled call did not happen, and the SDK comes again by itself', async () => {
    gateway.faults.next({ action: 'PutItem', kind: 'throttle' });
    await expect(decide.send(new PutItemCommand(put('throttled')))).rejects.toThrow('throughput');
    expect((await get('throttled')).Item).toBeUndefined();
    gateway.faults.next({ action: 'PutItem', kind: 'throttle' });
    const patient = new DynamoDBClient({ ...options('AKIDECIDE'), maxAttempts: 3 });
    await patient.send(new PutItemCommand(put('throttled')));
    expect((await get('throttled')).Item).toBeDefined();
    patient.destroy();
  });

  test('a conflict arrives as the SDK knows it', async () => {
    gateway.faults.next({ kind: 'conflict' });
    const transaction = new TransactWriteItemsCommand({ TransactItems: [{ Put: put('c1') }, { Put: put('c2') }] });
    await expect(decide.send(transaction)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    });
    expect((await get('c1')).Item).toBeUndefined();
  });
});

describe('the meter', () => {
  test('bills writes by images and index entries', async () => {
    gateway.meter.start();
    // 1 for the item, 1 for the entry that appears.
    await decide.send(new PutItemCommand(put('m1', { due: { S: 'monday' } })));
    // 1 for the item, 2 for the entry that moves.
    await decide.send(
      new UpdateItemCommand({
        TableName: 'main',
        Key: { pk: { S: 'v' }, sk: { S: 'm1' } },
        UpdateExpression: 'SET due = :due',
        ExpressionAttributeValues: { ':due': { S: 'friday' } },
      }),
    );
    // A condition that fails: 1, although the item is in the index.
    const guarded = new PutItemCommand({ ...put('m1'), ConditionExpression: 'attribute_not_exists(pk)' });
    await expect(decide.send(guarded)).rejects.toThrow();
    expect(gateway.meter.stop()).toEqual({
      write: 6,
      read: 0,
      byCaller: { decide: { write: 6, read: 0 } },
      byAction: { PutItem: { write: 3, read: 0, calls: 2 }, UpdateItem: { write: 3, read: 0, calls: 1 } },
    });
  });

  test('bills transactions twice, checks included, also when they are cancelled', async () => {
    const items = [
      { Put: put('t1', { due: { S: 'monday' } }) },
      { Put: put('t2', { note: { S: 'x'.repeat(1500) } }) },
      {
        ConditionCheck: {
          TableName: 'main',
          Key: { pk: { S: 'v' }, sk: { S: 'none' } },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ];
    gateway.meter.start();
    await decide.send(new TransactWriteItemsCommand({ TransactItems: items }));
    expect(gateway.meter.stop().write).toBe(2 + 1 + 4 + 2);
    gateway.meter.start();
    const never = { ...items[2]!.ConditionCheck!, ConditionExpression: 'attribute_exists(pk)' };
    const cancelled = new TransactWriteItemsCommand({ TransactItems: [items[0]!, items[1]!, { ConditionCheck: never }] });
    await expect(decide.send(cancelled)).rejects.toThrow();
    expect(gateway.meter.stop().write).toBe(2 + 4 + 2);
  });

  test('bills reads for what they look at, not for what they return', async () => {
    for (const sk of ['q1', 'q2', 'q3']) await decide.send(new PutItemCommand(put(sk, { note: { S: 'x'.repeat(3000) } })));
    gateway.meter.start();
    const { Count } = await decide.send(
      new QueryCommand({
        TableName: 'main',
        KeyConditionExpression: '#pk = :pk AND begins_with(sk, :q)',
        FilterExpression: '#note = :other',
        ProjectionExpression: 'sk',
        ExpressionAttributeNames: { '#pk': 'pk', '#note': 'note' },
        ExpressionAttributeValues: { ':pk': { S: 'v' }, ':q': { S: 'q' }, ':other': { S: 'y' } },
      }),
    );
    expect(Count).toBe(0);
    // Three items of about 3 KB: 9 KB are 3 units, half of them because eventually consistent.
    expect(gateway.meter.stop().read).toBe(1.5);
    gateway.meter.start();
    await decide.send(
      new GetItemCommand({ TableName: 'main', Key: { pk: { S: 'v' }, sk: { S: 'q1' } }, ConsistentRead: true }),
    );
    await decide.send(new GetItemCommand({ TableName: 'main', Key: { pk: { S: 'v' }, sk: { S: 'nobody' } } }));
    expect(gateway.meter.stop()).toMatchObject({ write: 0, read: 1.5 });
  });
});
