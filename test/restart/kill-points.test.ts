import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { soak } from '../../soak/kill/soak.ts';

/**
 * A kill with its restart takes two to three seconds: fifty or a thousand of them, with twenty visits and more, are for
 * `soak/kill/main.ts`.
 */
const POINTS = 5;
const VISITS = 8;

test('killed at random points of a run with several visits, its end is that of an undisturbed run', {
  timeout: 300_000,
}, async () => {
  const seed = randomInt(2 ** 31);
  const { findings, tally } = await soak({ points: POINTS, visits: VISITS, seed });
  expect(findings, `seed ${seed}`).toEqual([]);
  expect(tally.lost + tally.answered + tally.starting).toBe(POINTS);
});
