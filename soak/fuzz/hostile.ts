import fc from 'fast-check';
import { IDS, ODD_IDS } from './words.ts';

/** What a body should not have in it. */
const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1e308, -0.5, 2 ** 53, '', ' ', [], {}, [[]], { $ne: null }, { S: 'x' }),
  fc.constantFrom<unknown>(...IDS, ...ODD_IDS),
  fc.constantFrom(70, 1_000, 30_000).map((length) => '长'.repeat(length)),
  fc.constantFrom(30, 5_000).map((length) => Array<string>(length).fill('§visit§')),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Names that JavaScript or the table could take for something else. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'pk',
  'sk',
  'city',
  'person',
  'role',
  'onBehalfOf',
  'token',
  'by',
];

type Change = 'replace' | 'remove' | 'add';

/** A body with one place of it changed for the worse. */
export const spoilt = (body: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(body, fc.nat(), HOSTILE, fc.constantFrom<Change>('replace', 'remove', 'add'), fc.constantFrom(...NAMES))
    .map(([value, place, hostile, change, name]) => changed(value, place, hostile, change, name));

function changed(value: unknown, place: number, hostile: unknown, change: Change, name: string): unknown {
  const copy = structuredClone(value);
  const holders = holdersIn(copy);
  const holder = holders[place % Math.max(1, holders.length)];
  if (!holder) return hostile;
  // `__proto__` as a name of its own, the way JSON.parse has it.
  const set = (key: string, content: unknown) =>
    Object.defineProperty(holder, key, { value: content, enumerable: true, configurable: true, writable: true });
  const keys = Object.keys(holder);
  const key = keys[place % Math.max(1, keys.length)];
  if (change === 'add' || key === undefined) {
    if (!Array.isArray(holder)) set(name, hostile);
    else holder.push(hostile);
  } else if (change === 'remove' && !Array.isArray(holder)) delete (holder as Record<string, unknown>)[key];
  else set(key, hostile);
  return copy;
}

/** Every object and list inside a value. */
function holdersIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(holdersIn)];
}

/** What is no JSON that fits at all: written as it stands. */
export const RAW: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '"text"',
    '{"outcome":',
    '\u0000',
    '{"a":1}{"b":2}',
    'outcome=approve',
    '<xml/>',
    '\ufeff{}',
  ),
  fc.constantFrom(1_000, 20_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.constantFrom(1_000, 8_000).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  fc.constantFrom(65_537, 300_000).map((size) => `{"outcome":"${'a'.repeat(size)}"}`),
  fc.constant('{"__proto__":{"admin":true},"outcome":"approve"}'),
  fc.constant('{"outcome":"approve","outcome":"decline"}'),
  fc.string({ unit: 'binary', maxLength: 200 }),
);
