import { describe, expect, test } from 'vitest';
import { Faults } from '../../../local/gateway/faults.ts';
import { writtenTables } from '../../../local/gateway/writes.ts';

function call(action: string, body: object = {}, caller = 'decide', service = 'DynamoDB_20120810') {
  return { caller, service, action, body: Buffer.from(JSON.stringify(body)) };
}

function bodyOf(fault: ReturnType<Faults['strike']>) {
  return JSON.parse(String(fault?.reply?.body));
}

describe('a planned fault', () => {
  test('strikes only what it fits, and only as often as planned', () => {
    const faults = new Faults();
    faults.next({
      caller: 'decide',
      action: 'PutItem',
      match: (body) => body.TableName === 'main',
      kind: 'throttle',
      times: 2,
    });
    const fitting = call('PutItem', { TableName: 'main' });
    expect(faults.strike(call('GetItem', { TableName: 'main' }))).toBeUndefined();
    expect(faults.strike(call('PutItem', { TableName: 'other' }))).toBeUndefined();
    expect(faults.strike(call('PutItem', { TableName: 'main' }, 'match'))).toBeUndefined();
    expect(bodyOf(faults.strike(fitting)).__type).toMatch(/#ProvisionedThroughputExceededException$/);
    expect(faults.strike(fitting)?.kind).toBe('throttle');
    expect(faults.strike(fitting)).toBeUndefined();
    expect(faults.struck).toHaveLength(2);
  });

  test('a conflict gives one reason per item of the transaction, as AWS does', () => {
    const faults = new Faults();
    faults.next({ kind: 'conflict' });
    const transaction = call('TransactWriteItems', { TransactItems: [{ Put: {} }, { Put: {} }, { ConditionCheck: {} }] });
    expect(faults.strike(call('GetItem'))).toBeUndefined();
    const answer = bodyOf(faults.strike(transaction));
    expect(answer.__type).toMatch(/#TransactionCanceledException$/);
    expect(answer.CancellationReasons.map((reason: { Code: string }) => reason.Code)).toEqual([
      'TransactionConflict',
      'None',
      'None',
    ]);
  });

  test('Step Functions fails in its own words', () => {
    const faults = new Faults();
    faults.next({ action: 'SendTaskSuccess', kind: 'throttle' });
    faults.next({ action: 'SendTaskSuccess', kind: 'lost-reply' });
    const send = call('SendTaskSuccess', {}, 'wake', 'AWSStepFunctions');
    expect(bodyOf(faults.strike(send)).__type).toBe('ThrottlingException');
    expect(faults.strike(send)).toEqual({ caller: 'wake', action: 'SendTaskSuccess', kind: 'lost-reply' });
  });
});

test('random faults are the same for the same seed, and end when cleared', () => {
  const run = (seed: number) => {
    const faults = new Faults();
    faults.random({ seed, probability: 0.3, kinds: ['throttle', 'conflict', 'lost-reply'] });
    const struck = Array.from({ length: 200 }, (_, index) => faults.strike(call(index % 3 ? 'PutItem' : 'GetItem'))?.kind);
    faults.clear();
    expect(faults.strike(call('PutItem'))).toBeUndefined();
    return struck;
  };
  expect(run(7)).toEqual(run(7));
  expect(run(7)).not.toEqual(run(8));
  const strikes = run(7).filter(Boolean).length;
  expect(strikes).toBeGreaterThan(30);
  expect(strikes).toBeLessThan(90);
});

test.each<[string, object, string[]]>([
  ['PutItem', { TableName: 'main', Item: { pk: { S: '"TableName":"fake"' } } }, ['main']],
  ['UpdateItem', { TableName: 'arn:aws-cn:dynamodb:cn-north-1:1:table/main', Key: {} }, ['main']],
  [
    'TransactWriteItems',
    { TransactItems: [{ Put: { TableName: 'a' } }, { Delete: { TableName: 'b' } }, { Put: { TableName: 'a' } }] },
    ['a', 'b'],
  ],
  ['BatchWriteItem', { RequestItems: { a: [], b: [] } }, ['a', 'b']],
  ['ExecuteStatement', { Statement: `INSERT INTO "main" VALUE {'pk': 'a'}` }, ['main']],
  ['GetItem', { TableName: 'main' }, []],
])('%s tells which tables it wrote', (action, body, tables) => {
  expect(writtenTables(action, Buffer.from(JSON.stringify(body)))).toEqual(tables);
});
