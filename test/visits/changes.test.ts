import { expect, test } from 'vitest';
import { keyOf } from '../../functions/platform/writes.ts';
import { fillSeat } from '../../functions/visits/changes.ts';
import type { Seat } from '../../functions/visits/visit.ts';
import { visit } from '../support/visit.ts';

test('two seats whose speakers share their second employer can be filled in one transaction', () => {
  const seat = (number: number): Seat => ({
    seat: number,
    round: 1,
    version: 1,
    speaker: `s${number}`,
    releases: ['employer-1', 'employer-2'].map((employer) => ({ employer, need: 'required' as const })),
    past: [],
  });
  const writes = [1, 2].flatMap((number) =>
    fillSeat(visit(), '2026-03-13T01:00:00.000Z', undefined, seat(number), 'district-union'),
  );
  const keys = writes.map((write) => keyOf(write).sk);
  expect(new Set(keys).size).toBe(keys.length);
  expect(writes).toHaveLength(4);
});
