import { expect, test } from 'vitest';
import { toCommand, toTransactItem } from '../../functions/platform/writes.ts';

const key = { pk: 'a', sk: 'b' };

test('a new item must be absent, and DynamoDB gives back what stands there instead', () => {
  expect(toTransactItem('t', { put: { ...key, n: 1 }, where: 'absent' })).toEqual({
    Put: {
      TableName: 't',
      Item: { pk: 'a', sk: 'b', n: 1 },
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  });
});

test('a change sets what is given, leaves what is undefined alone, and removes what is named', () => {
  const { Update } = toTransactItem('t', { update: key, set: { a: 1, b: undefined, c: 'x' }, remove: ['d', 'e'] });
  expect(Update).toMatchObject({ Key: key, UpdateExpression: 'SET #a = :a0, #c = :c1 REMOVE #d, #e' });
  expect(Update?.ExpressionAttributeValues).toEqual({ ':a0': 1, ':c1': 'x' });
  expect(Update).not.toHaveProperty('ConditionExpression');
});

test('a change that only removes, or only sets, is one DynamoDB understands', () => {
  expect(toTransactItem('t', { update: key, remove: ['d'] }).Update?.UpdateExpression).toBe('REMOVE #d');
  expect(toTransactItem('t', { update: key, set: { a: 0 } }).Update?.UpdateExpression).toBe('SET #a = :a0');
});

test('a condition and a change of the same attribute keep their values apart', () => {
  const { Update } = toTransactItem('t', { update: key, set: { version: 4 }, where: { version: 3, due: { above: 'x' } } });
  const values = Update?.ExpressionAttributeValues as Record<string, unknown>;
  const [, now] = /#version = (:\w+)$/.exec(Update!.UpdateExpression!)!;
  const [, before, due] = /^#version = (:\w+) AND #due > (:\w+)$/.exec(Update!.ConditionExpression!)!;
  expect([values[now!], values[before!], values[due!]]).toEqual([4, 3, 'x']);
});

test('a value that is false, zero or empty is still a condition and a change', () => {
  const { Update } = toTransactItem('t', {
    update: key,
    set: { a: 0, b: '', c: false },
    where: { d: false, e: { notAbove: 0 }, f: { missing: true } },
  });
  expect(Update?.UpdateExpression?.split(',')).toHaveLength(3);
  expect(Update?.ConditionExpression).toBe('#d = :d0 AND #e <= :e1 AND attribute_not_exists(#f)');
});

test('a delete and a check carry their conditions', () => {
  expect(toTransactItem('t', { delete: key, where: { v: 1 } }).Delete).toMatchObject({
    Key: key,
    ConditionExpression: '#v = :v0',
  });
  expect(toTransactItem('t', { check: key, where: { v: 1 } }).ConditionCheck).toMatchObject({
    Key: key,
    ConditionExpression: '#v = :v0',
  });
});

test('a check that stands alone is a mistake, because it would write nothing', () => {
  expect(() => toCommand('t', { check: key, where: { v: 1 } })).toThrow('a check alone writes nothing');
});
