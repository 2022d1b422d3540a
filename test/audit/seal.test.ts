import { expect, test } from 'vitest';
import type { Row } from '../../functions/audit/ledger.ts';
import { firstBrokenSeal, type Seal, sealOf } from '../../functions/audit/seal.ts';

const of = (day: string) => ({ city: 'nc', organisation: 'union-1', day });
const ledger: Record<string, Row[]> = {
  '2026-03-02': [
    { row: 'VISIT#v1#2', hash: 'a' },
    { row: 'EVENT#2026-03-02T01:00:00.000Z#e1', hash: 'b' },
  ],
  '2026-03-03': [{ row: 'VISIT#v1#4', hash: 'c' }],
  '2026-03-09': [{ row: 'VISIT#v2#1', hash: 'd' }],
};
const seals: Seal[] = [];
for (const [day, rows] of Object.entries(ledger)) seals.push(sealOf(of(day), rows, seals.at(-1)));
const rows = (day: string) => ledger[day] ?? [];
const [first, second, third] = seals as [Seal, Seal, Seal];

test('each seal is numbered, names how much it covers, and hangs on the one before; days without changes have none', () => {
  expect(seals.map(({ n, entries }) => [n, entries])).toEqual([
    [1, 2],
    [2, 1],
    [3, 1],
  ]);
  expect([first.previous, second.previous]).toEqual(['', first.hash]);
  expect(firstBrokenSeal(seals, rows)).toBeUndefined();
  expect(firstBrokenSeal([third], rows, second)).toBeUndefined();
});

test('whoever seals the same ledger again, in whatever order its rows come, makes the same seal', () => {
  expect(sealOf(of('2026-03-02'), rows('2026-03-02').toReversed(), undefined)).toEqual(first);
});

test.each<[string, Seal[], (day: string) => readonly Row[], object]>([
  ['a seal that was taken out', [first, third], rows, { day: '2026-03-09', why: 'missing' }],
  ['the first that was taken out', [second, third], rows, { day: '2026-03-03', why: 'missing' }],
  ['another number', [first, { ...second, n: 3 }, third], rows, { day: '2026-03-03', why: 'changed' }],
  ['another digest', [{ ...first, digest: 'x' }], rows, { day: '2026-03-02', why: 'changed' }],
  ['a row that was taken out', seals, (day) => rows(day).slice(1), { day: '2026-03-02', why: 'ledger' }],
  [
    'a row with another hash',
    seals,
    (day) => rows(day).map((row) => (row.hash === 'c' ? { ...row, hash: 'x' } : row)),
    { day: '2026-03-03', why: 'ledger' },
  ],
  [
    'a seal that was made anew over another ledger',
    [sealOf(of('2026-03-02'), [{ row: 'VISIT#v1#2', hash: 'x' }], undefined), second, third],
    (day) => (day === '2026-03-02' ? [{ row: 'VISIT#v1#2', hash: 'x' }] : rows(day)),
    { day: '2026-03-03', why: 'missing' },
  ],
])('%s is found', (_, given, held, broken) => {
  expect(firstBrokenSeal(given, held)).toEqual(broken);
});
