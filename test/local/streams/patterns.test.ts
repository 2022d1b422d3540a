import { describe, expect, test } from 'vitest';
import { checkPattern, matches, UnsupportedPattern } from '../../../local/streams/patterns.ts';

const record = {
  eventName: 'MODIFY',
  size: 5,
  tags: ['a', 'b'],
  gone: null,
  dynamodb: { NewImage: { kind: { S: 'task' }, outcome: { S: 'approved' } }, OldImage: { kind: { S: 'task' } } },
};

test.each<[string, object, boolean]>([
  ['one of the values', { eventName: ['INSERT', 'MODIFY'] }, true],
  ['none of the values', { eventName: ['INSERT'] }, false],
  ['all fields must fit', { eventName: ['MODIFY'], size: [6] }, false],
  ['a nested value', { dynamodb: { NewImage: { kind: { S: ['task'] } } } }, true],
  ['a text is not a number', { size: ['5'] }, false],
  ['null', { gone: [null] }, true],
  ['null is not absence', { missing: [null] }, false],
  ['exists', { dynamodb: { NewImage: { outcome: { S: [{ exists: true }] } } } }, true],
  ['does not exist', { dynamodb: { OldImage: { outcome: { S: [{ exists: false }] } } } }, true],
  ['does not exist, nor what is around it', { nowhere: { at: { all: [{ exists: false }] } } }, true],
  ['exists is asked of leaves only', { dynamodb: [{ exists: true }] }, false],
  ['prefix', { eventName: [{ prefix: 'MOD' }] }, true],
  ['prefix of a number', { size: [{ prefix: '5' }] }, false],
  ['anything but', { eventName: [{ 'anything-but': ['INSERT', 'REMOVE'] }] }, true],
  ['anything but the value itself', { eventName: [{ 'anything-but': 'MODIFY' }] }, false],
  ['anything but needs something', { missing: [{ 'anything-but': 'x' }] }, false],
  ['numeric between', { size: [{ numeric: ['>', 0, '<=', 5] }] }, true],
  ['numeric outside', { size: [{ numeric: ['<', 5] }] }, false],
  ['a list fits by a member', { tags: ['b'] }, true],
  ['an operator or a value', { size: [9, { numeric: ['=', 5] }] }, true],
  ['nothing asked', {}, true],
])('%s', (_, pattern, fits) => {
  expect(matches(pattern, record)).toBe(fits);
});

describe('a pattern that cannot be used fails loudly, whatever the event', () => {
  test.each<[string, unknown]>([
    ['an unknown operator', { a: [{ suffix: 'x' }] }],
    ['an unknown operator behind a field that fails', { no: ['x'], a: [{ wildcard: '*' }] }],
    ['two operators in one', { a: [{ prefix: 'x', exists: true }] }],
    ['or', { $or: [{ a: ['x'] }] }],
    ['a value outside a list', { a: 'x' }],
    ['an unknown comparison', { a: [{ numeric: ['~', 1] }] }],
    ['half a comparison', { a: [{ numeric: ['>'] }] }],
    ['anything-but with an operator', { a: [{ 'anything-but': { prefix: 'x' } }] }],
    ['text instead of a pattern', '{}'],
  ])('%s', (_, pattern) => {
    expect(() => checkPattern(pattern)).toThrow(UnsupportedPattern);
  });
});
