import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Activity } from '../../../local/activity.ts';
import { VirtualClock } from '../../../local/clock.ts';
import { type DynamoDbCall, dynamoDbClient } from '../../../local/dynamodb/client.ts';
import { type DynamoDbServer, startDynamoDb } from '../../../local/dynamodb/server.ts';
import { ensureTable, TableChanged } from '../../../local/dynamodb/tables.ts';
import { startTtl } from '../../../local/dynamodb/ttl.ts';
import type { TableDefinition } from '../../../local/template/model.ts';

let server: DynamoDbServer;
let call: DynamoDbCall & { close(): void };

beforeAll(async () => {
  server = await startDynamoDb();
  call = dynamoDbClient(server);
}, 30_000);

afterAll(async () => {
  call.close();
  await server.stop();
});

function definition(TableName: string): TableDefinition {
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  };
}

describe('a table of the template', () => {
  test('is created once and kept', async () => {
    await ensureTable(call, definition('kept'));
    await call('PutItem', { TableName: 'kept', Item: { pk: { S: 'a' } } });
    await ensureTable(call, definition('kept'));
    expect(await call('Scan', { TableName: 'kept' })).toMatchObject({ Count: 1 });
  });

  test('gains an index and a stream that the template has now', async () => {
    const before = definition('grown');
    await ensureTable(call, before);
    await call('PutItem', { TableName: 'grown', Item: { pk: { S: 'a' }, city: { S: '示例市' } } });
    const index = { IndexName: 'by-city', KeySchema: [{ AttributeName: 'city', KeyType: 'HASH' as const }] };
    const after: TableDefinition = {
      ...before,
      AttributeDefinitions: [...before.AttributeDefinitions, { AttributeName: 'city', AttributeType: 'S' }],
      GlobalSecondaryIndexes: [{ ...index, Projection: { ProjectionType: 'KEYS_ONLY' } }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    };
    await ensureTable(call, after);
    const found = await call('Query', {
      TableName: 'grown',
      IndexName: 'by-city',
      KeyConditionExpression: 'city = :city',
      ExpressionAttributeValues: { ':city': { S: '示例市' } },
    });
    expect(found).toMatchObject({ Count: 1 });
    const { Table } = await call<{ Table: { LatestStreamArn?: string } }>('DescribeTable', { TableName: 'grown' });
    expect(Table.LatestStreamArn).toBeDefined();
  });

  test('is refused when its key has changed', async () => {
    await ensureTable(call, definition('rekeyed'));
    const other: TableDefinition = {
      ...definition('rekeyed'),
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'N' }],
    };
    await expect(ensureTable(call, other)).rejects.toThrow(TableChanged);
  });
});

test('items expire by the virtual clock, once a day, and only those whose time has come', async () => {
  const now = Date.parse('2026-03-02T01:00:00Z');
  const activity = new Activity();
  const clock = new VirtualClock(activity, now - Date.now());
  const table = { name: 'expiring', definition: definition('expiring'), ttlAttribute: 'expiresAt' };
  await ensureTable(call, table.definition);
  const put = (pk: string, expiresAt: object) => call('PutItem', { TableName: 'expiring', Item: { pk: { S: pk }, expiresAt } });
  const seconds = (days: number) => ({ N: String(Math.floor(now / 1000) + days * 86_400) });
  await put('past', seconds(-1));
  await put('tomorrow', seconds(0.5));
  await put('next week', seconds(7));
  await put('not a number', { S: '0' });
  const written: string[] = [];
  const ttl = startTtl({ call, clock, tables: [table], onWrite: (name) => written.push(name) });
  const left = async () => {
    const { Items } = await call<{ Items: { pk: { S: string } }[] }>('Scan', { TableName: 'expiring' });
    return Items.map((item) => item.pk.S).sort();
  };

  await clock.advanceTo(now + 3_600_000);
  expect(await left()).toEqual(['next week', 'not a number', 'tomorrow']);
  await clock.advanceTo(now + 2 * 86_400_000);
  expect(await left()).toEqual(['next week', 'not a number']);
  await clock.advanceTo(now + 9 * 86_400_000);
  expect(await left()).toEqual(['not a number']);
  expect(written).toEqual(['expiring', 'expiring', 'expiring']);

  const later = { TableName: 'expiring', Item: { pk: { S: 'later' }, expiresAt: seconds(11) } };
  await put('later', seconds(11));
  ttl.written('expiring', 'PutItem', Buffer.from(JSON.stringify(later)));
  const longer = {
    ...{ TableName: 'expiring', Key: { pk: { S: 'later' } }, UpdateExpression: 'SET #e = :e' },
    ...{ ExpressionAttributeNames: { '#e': 'expiresAt' }, ExpressionAttributeValues: { ':e': seconds(14) } },
  };
  await call('UpdateItem', longer);
  ttl.written('expiring', 'UpdateItem', Buffer.from(JSON.stringify(longer)));
  await clock.advanceTo(now + 13 * 86_400_000);
  expect(await left()).toEqual(['later', 'not a number']);
  await clock.advanceTo(now + 16 * 86_400_000);
  expect(await left()).toEqual(['not a number']);
  await ttl.stop();
  clock.stop();
});
