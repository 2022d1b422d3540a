import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PER_ADDRESS, PER_PHONE, remembered, wait } from '../../functions/identity/sending-limits.ts';

const NOW = 1_772_413_200;

test('a second code to a phone waits until the minute is over', () => {
  expect(wait([], PER_PHONE, NOW)).toBe(0);
  expect(wait([NOW - 1], PER_PHONE, NOW)).toBe(59);
  expect(wait([NOW - 60], PER_PHONE, NOW)).toBe(0);
});

test('five an hour, ten a day', () => {
  const everyTwoMinutes = [1, 2, 3, 4, 5].map((n) => NOW - 120 * n);
  expect(wait(everyTwoMinutes, PER_PHONE, NOW)).toBe(3600 - 600);
  const everyHour = Array.from({ length: 10 }, (_, n) => NOW - 3600 * (n + 1));
  expect(wait(everyHour, PER_PHONE, NOW)).toBe(14 * 3600);
});

test.each([
  ['phone', PER_PHONE],
  ['address', PER_ADDRESS],
])('no span of time lets more through to a %s than a limit says, however it is asked', (_, limits) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 300 }), (pauses) => {
      let sent: number[] = [];
      const all: number[] = [];
      let now = NOW;
      for (const pause of pauses) {
        now += pause;
        if (wait(sent, limits, now) > 0) continue;
        sent = remembered(sent, now);
        all.push(now);
      }
      for (const { most, within } of limits)
        for (const end of all) expect(all.filter((at) => at <= end && at > end - within).length).toBeLessThanOrEqual(most);
    }),
  );
});

test('who waits as long as told may ask', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 20 }), (ages) => {
      const sent = ages.map((age) => NOW - age);
      expect(wait(sent, PER_PHONE, NOW + wait(sent, PER_PHONE, NOW))).toBe(0);
    }),
  );
});
