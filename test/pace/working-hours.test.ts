import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plusHours } from '../../functions/deadlines/shanghai-time.ts';
import { workingHoursBetween } from '../../functions/pace/working-hours.ts';
import { at, days, policy } from '../matching/sample.ts';

const between = (from: string, to: string) => workingHoursBetween(at(from), at(to), policy, days);

describe('working hours from question to answer', () => {
  test.each<[string, string, string, number]>([
    ['within a morning', '2026-03-02 09:00', '2026-03-02 11:30', 2.5],
    ['over a night', '2026-03-02 16:00', '2026-03-03 10:00', 4],
    ['asked at night, answered before work begins', '2026-03-02 20:00', '2026-03-03 07:30', 0],
    ['over a weekend', '2026-03-06 17:00', '2026-03-09 09:00', 2],
    ['over National Day, in which nobody works', '2026-09-30 17:00', '2026-10-08 09:00', 2],
    ['on a Saturday that is made up for', '2026-02-28 09:00', '2026-02-28 12:00', 3],
    ['a whole week', '2026-03-02 00:00', '2026-03-09 00:00', 50],
    ['no time at all', '2026-03-02 09:00', '2026-03-02 09:00', 0],
    ['backwards', '2026-03-03 09:00', '2026-03-02 09:00', 0],
  ])('%s: %s to %s', (_, from, to, hours) => {
    expect(between(from, to)).toBeCloseTo(hours, 9);
  });

  const start = Date.parse(at('2026-01-01 00:00'));
  const instant = fc.integer({ min: 0, max: 365 * 24 * 60 }).map((minutes) => new Date(start + minutes * 60_000).toISOString());
  const worked = (from: string, to: string) => workingHoursBetween(from, to, policy, days);

  test('are never more than have passed, nor more than ten a day', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 2000 }), (from, hours) => {
        const found = worked(from, plusHours(from, hours));
        return found >= 0 && found <= hours + 1e-9 && found <= (Math.floor(hours / 24) + 2) * 10 + 1e-9;
      }),
    );
  });

  test('of two times one after the other add up', () => {
    fc.assert(
      fc.property(instant, instant, instant, (...three) => {
        const [a, b, c] = [...three].sort() as [string, string, string];
        expect(worked(a, b) + worked(b, c)).toBeCloseTo(worked(a, c), 6);
      }),
    );
  });

  test('do not depend on the hours outside work', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 13 }),
        (h) => worked(at('2026-03-02 18:00'), plusHours(at('2026-03-02 18:00'), h)) === 0,
      ),
    );
  });
});
