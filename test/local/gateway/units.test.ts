import { describe, expect, test } from 'vitest';
import { type Item, itemSize } from '../../../local/gateway/size.ts';
import { itemUnits, pageUnits, readUnits, type Schema, writeUnits } from '../../../local/gateway/units.ts';

const text = (length: number) => ({ S: 'x'.repeat(length) });

describe('the size of an item', () => {
  test.each<[string, Item, number]>([
    ['text counts in UTF-8: pk 2 + 示例 6', { pk: { S: '示例' } }, 8],
    ['a number: name 1, 12345 three bytes, one more', { n: { N: '12345' } }, 5],
    ['a negative number has one more', { n: { N: '-12345' } }, 6],
    ['zeros at the ends do not count: 1200 has two digits', { n: { N: '1200' } }, 3],
    ['zeros after the point neither: 0.0012', { n: { N: '0.0012' } }, 3],
    ['zero', { n: { N: '0' } }, 2],
    ['true and null', { a: { BOOL: true }, b: { NULL: true } }, 4],
    ['binary counts its bytes, not its base64', { b: { B: Buffer.alloc(10).toString('base64') } }, 11],
    ['a set is its members', { s: { SS: ['ab', 'cde'] }, t: { NS: ['1', '22'] } }, 1 + 5 + 1 + 4],
    ['a list: 3, and 1 for each of two', { l: { L: [{ S: 'ab' }, { BOOL: false }] } }, 1 + 3 + 2 + 2 + 1],
    ['a map: 3, 1 for each of two, names and values', { m: { M: { ab: { S: 'c' }, d: { NULL: true } } } }, 1 + 3 + 2 + 3 + 2],
    ['empty list and map', { l: { L: [] }, m: { M: {} } }, 8],
  ])('%s', (_, item, size) => {
    expect(itemSize(item)).toBe(size);
  });
});

const plain: Schema = { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] };

describe('what a write costs', () => {
  const small: Item = { pk: { S: 'a' } };
  const large: Item = { pk: { S: 'a' }, v: text(2048) };

  test('the larger of before and after, at least one, twice in a transaction', () => {
    expect(writeUnits(plain, undefined, small, false)).toBe(1);
    expect(writeUnits(plain, undefined, small, true)).toBe(2);
    expect(writeUnits(plain, large, small, false)).toBe(3);
    expect(writeUnits(plain, small, large, true)).toBe(6);
    expect(writeUnits(plain, large, undefined, false)).toBe(3);
    expect(writeUnits(plain, undefined, undefined, false)).toBe(1);
    expect(itemUnits(undefined, large)).toBe(3);
  });

  test('a KB is 1,024 bytes: one byte more is another unit', () => {
    expect(writeUnits(plain, undefined, { pk: text(1022) }, false)).toBe(1);
    expect(writeUnits(plain, undefined, { pk: text(1023) }, false)).toBe(2);
  });
});

describe('what an index costs on top', () => {
  const schema: Schema = {
    ...plain,
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-due',
        KeySchema: [{ AttributeName: 'due', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['kind'] },
      },
    ],
  };
  const item: Item = { pk: { S: 'a' }, due: { S: 'monday' }, kind: { S: 'task' }, note: { S: 'x' } };
  const { due: _, ...absent } = item;

  test.each<[string, Item | undefined, Item | undefined, number]>([
    ['an entry appears', undefined, item, 1],
    ['an entry disappears because its key does', item, absent, 1],
    ['an entry disappears with the item', item, undefined, 1],
    ['a projected attribute changes', item, { ...item, kind: { S: 'seat' } }, 1],
    ['an entry moves', item, { ...item, due: { S: 'friday' } }, 2],
    ['another attribute changes', item, { ...item, note: { S: 'y' } }, 0],
    ['the item is not in the index', undefined, absent, 0],
    ['the large part is not projected', undefined, { ...item, note: text(5000) }, 1],
  ])('%s', (_name, before, after, units) => {
    const base = writeUnits(plain, before, after, false);
    expect(writeUnits(schema, before, after, false)).toBe(base + units);
    // The item is doubled in a transaction, its entries are not.
    expect(writeUnits(schema, before, after, true)).toBe(2 * base + units);
  });

  test('a large entry that moves is paid at both places', () => {
    const all: Schema = {
      ...plain,
      GlobalSecondaryIndexes: [
        { IndexName: 'i', KeySchema: [{ AttributeName: 'due', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
      ],
    };
    const before = { ...item, note: text(3000) };
    const after = { ...item, due: { S: 'friday' }, note: text(1500) };
    expect(writeUnits(all, before, after, false)).toBe(3 + 3 + 2);
  });

  test('a set in another order is the same entry', () => {
    const all: Schema = {
      ...plain,
      GlobalSecondaryIndexes: [
        { IndexName: 'i', KeySchema: [{ AttributeName: 'due', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
      ],
    };
    const before = { ...item, tags: { SS: ['a', 'b'] } };
    expect(writeUnits(all, before, { ...item, tags: { SS: ['b', 'a'] } }, false)).toBe(1);
  });
});

test('what a read costs: 4 KB a unit, half when eventually consistent, a page rounded up once', () => {
  const item: Item = { pk: { S: 'a' }, v: text(4094) };
  expect(readUnits(undefined, true)).toBe(1);
  expect(readUnits(undefined, false)).toBe(0.5);
  expect(readUnits(item, true)).toBe(2);
  expect(readUnits(item, false)).toBe(1);
  const small: Item = { pk: { S: 'a' }, v: text(1020) };
  expect(pageUnits([small, small, small, small], true)).toBe(1);
  expect(pageUnits([small, small, small, small, small], false)).toBe(1);
  expect(pageUnits([], false)).toBe(0.5);
});
