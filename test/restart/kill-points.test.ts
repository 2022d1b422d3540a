import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { soak } from '../../soak/kill/soak.ts';

/**
 * A kill with its restart takes two to three seconds: fifty of them with twenty visits, as every change has to survive, are for
 * `npm run soak -- --short`, and a thousand for `npm run soak`.
 */
const POINTS = 3;
const VISITS = 5;

test('killed at random points of a run with several visits, its end is that of an undisturbed run', {
  timeout: 300_000,
}, async () => {
  const seed = randomInt(2 ** 31);
  const { findings, tally } = await soak({ points: POINTS, visits: VISITS, seed });
  expect(findings, `seed ${seed}`).toEqual([]);
  expect(tally.lost + tally.answered + tally.starting).toBe(POINTS);
});
