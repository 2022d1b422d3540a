import { describe, expect, test } from 'vitest';
import { askedBy } from '../../../local/policies/asked.ts';
import type { CloudModel } from '../../../local/template/model.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:1:table/main';
const MACHINE = 'arn:aws:states:us-east-1:1:stateMachine:visits';
const KEY = 'arn:aws:kms:us-east-1:1:key/numbers';
const key = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' as const });
const model: Pick<CloudModel, 'scope' | 'tables' | 'stateMachines' | 'keys'> = {
  scope: { stack: 's', region: 'us-east-1', accountId: '1', partition: 'aws', urlSuffix: 'amazonaws.com' },
  tables: [
    {
      ...{ logicalId: 'Table', name: 'main', arn: TABLE },
      definition: {
        ...{ TableName: 'main', BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: [], KeySchema: [key('pk')] },
        GlobalSecondaryIndexes: [
          { IndexName: 'Sweep', KeySchema: [key('sweep')], Projection: { ProjectionType: 'KEYS_ONLY' } },
        ],
      },
    },
  ],
  keys: [{ logicalId: 'Key', name: 'numbers', arn: KEY }],
  stateMachines: [{ logicalId: 'Machine', name: 'visits', arn: MACHINE, definition: '{}', roleArn: 'role' }],
};
const asked = (target: string, body: object | string) =>
  askedBy(target, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), model);
const dynamodb = (action: string, body: object | string) => asked(`DynamoDB_20120810.${action}`, body);
const at = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });

describe('a call to DynamoDB asks for', () => {
  test.each<[string, object]>([
    ['GetItem', { TableName: 'main', Key: at('a') }],
    ['PutItem', { TableName: 'main', Item: { ...at('a'), more: { N: '1' } } }],
    ['UpdateItem', { TableName: TABLE, Key: at('a') }],
    ['DeleteItem', { TableName: 'main', Key: at('a') }],
  ])('%s of its item', (action, body) => {
    expect(dynamodb(action, body)).toEqual([{ action: `dynamodb:${action}`, resource: TABLE, leadingKeys: ['a'] }]);
  });

  test('the action of each item of a transaction', () => {
    const TransactItems = [
      { Put: { TableName: 'main', Item: at('a') } },
      { Update: { TableName: 'main', Key: at('b') } },
      { Delete: { TableName: 'main', Key: at('c') } },
      { ConditionCheck: { TableName: 'other', Key: at('d') } },
    ];
    expect(dynamodb('TransactWriteItems', { TransactItems })).toEqual([
      { action: 'dynamodb:PutItem', resource: TABLE, leadingKeys: ['a'] },
      { action: 'dynamodb:UpdateItem', resource: TABLE, leadingKeys: ['b'] },
      { action: 'dynamodb:DeleteItem', resource: TABLE, leadingKeys: ['c'] },
      // Whose keys nobody knows.
      { action: 'dynamodb:ConditionCheckItem', resource: TABLE.replace('main', 'other') },
    ]);
    expect(dynamodb('TransactGetItems', { TransactItems: [{ Get: { TableName: 'main', Key: at('a') } }] })).toEqual([
      { action: 'dynamodb:GetItem', resource: TABLE, leadingKeys: ['a'] },
    ]);
  });

  test('all keys of a batch', () => {
    expect(dynamodb('BatchGetItem', { RequestItems: { main: { Keys: [at('a'), at('b')] } } })).toEqual([
      { action: 'dynamodb:BatchGetItem', resource: TABLE, leadingKeys: ['a', 'b'] },
    ]);
    const requests = [{ PutRequest: { Item: at('a') } }, { DeleteRequest: { Key: at('b') } }];
    expect(dynamodb('BatchWriteItem', { RequestItems: { main: requests } })).toEqual([
      { action: 'dynamodb:BatchWriteItem', resource: TABLE, leadingKeys: ['a', 'b'] },
    ]);
  });

  test.each([
    ['#p = :p AND begins_with(#s, :s)', { '#p': 'pk', '#s': 'sk' }],
    ['(pk=:p) AND sk >= :s', undefined],
    ['#s BETWEEN :s AND :t AND #p = :p', { '#p': 'pk', '#s': 'sk' }],
  ])('the partition that a query names: %s', (KeyConditionExpression, ExpressionAttributeNames) => {
    const ExpressionAttributeValues = { ':p': { S: 'a' }, ':s': { S: 'b' }, ':t': { S: 'c' } };
    expect(
      dynamodb('Query', { TableName: 'main', KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues }),
    ).toEqual([{ action: 'dynamodb:Query', resource: TABLE, leadingKeys: ['a'] }]);
  });

  test('the partition of the index that it queries', () => {
    const query = { KeyConditionExpression: 'sweep = :p', ExpressionAttributeValues: { ':p': { S: 'nc#SWEEP' } } };
    expect(dynamodb('Query', { TableName: 'main', IndexName: 'Sweep', ...query })).toEqual([
      { action: 'dynamodb:Query', resource: `${TABLE}/index/Sweep`, leadingKeys: ['nc#SWEEP'] },
    ]);
    // On the table itself that attribute leads nowhere.
    expect(dynamodb('Query', { TableName: 'main', ...query })).toEqual([{ action: 'dynamodb:Query', resource: TABLE }]);
  });

  test.each<[string, string, object | string]>([
    ['a scan', 'Scan', { TableName: 'main' }],
    ['the older conditions', 'Query', { TableName: 'main', KeyConditions: { pk: { AttributeValueList: [{ S: 'a' }] } } }],
    [
      'two conditions',
      'Query',
      {
        TableName: 'main',
        KeyConditionExpression: 'pk = :a OR pk = :b',
        ExpressionAttributeValues: { ':a': { S: 'a' }, ':b': { S: 'b' } },
      },
    ],
    ['a key that is no text', 'GetItem', { TableName: 'main', Key: { pk: { N: '1' } } }],
    ['an item without its key', 'PutItem', { TableName: 'main', Item: {} }],
  ])('no key that anybody could tell: %s', (_, action, body) => {
    expect(dynamodb(action, body)).toEqual([{ action: `dynamodb:${action}`, resource: TABLE }]);
  });

  test.each<[string, string, object | string]>([
    ['a statement in PartiQL', 'ExecuteStatement', { Statement: 'SELECT * FROM main' }],
    ['an empty transaction', 'TransactWriteItems', { TransactItems: [] }],
    ['a body that is no JSON', 'GetItem', '{"TableName":'],
    ['a list', 'ListTables', {}],
  ])('no place that anybody could tell: %s', (_, action, body) => {
    expect(dynamodb(action, body)).toEqual([{ action: `dynamodb:${action}`, resource: '*' }]);
  });
});

describe('a call to Step Functions asks for', () => {
  test.each<[string, object, string]>([
    ['StartExecution', { stateMachineArn: MACHINE, name: 'v-1-1' }, MACHINE],
    ['StopExecution', { executionArn: 'arn:execution' }, 'arn:execution'],
    ['DescribeExecution', { executionArn: 'arn:execution' }, 'arn:execution'],
    ['SendTaskSuccess', { taskToken: 't', output: '{}' }, MACHINE],
    ['ListStateMachines', {}, '*'],
  ])('%s of what it names; a token belongs to some machine', (action, body, resource) => {
    expect(asked(`AWSStepFunctions.${action}`, body)).toEqual([{ action: `states:${action}`, resource }]);
  });
});

describe('a call to KMS asks for', () => {
  test.each([
    ['its ARN', KEY],
    ['its id', 'numbers'],
  ])('the key, named by %s, with what it is bound to', (_, KeyId) => {
    const body = { KeyId, CiphertextBlob: '', EncryptionContext: { purpose: 'personal-data' } };
    const context = { 'kms:EncryptionContext:purpose': 'personal-data' };
    expect(asked('TrentService.Decrypt', body)).toEqual([{ action: 'kms:Decrypt', resource: KEY, context }]);
  });

  test('everything when it names none', () => {
    expect(asked('TrentService.Decrypt', {})).toEqual([{ action: 'kms:Decrypt', resource: '*', context: {} }]);
  });
});

test('a call to another service asks for all of it', () => {
  expect(asked('AWSEvents.PutEvents', { Entries: [] })).toEqual([{ action: 'events:PutEvents', resource: '*' }]);
});
