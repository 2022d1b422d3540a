import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { Activity } from '../../local/activity.ts';
import { VirtualClock } from '../../local/clock.ts';

const clocks: VirtualClock[] = [];
const newClock = (activity = new Activity()) => {
  const clock = new VirtualClock(activity);
  clocks.push(clock);
  return clock;
};
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

test('timers fire in the order of their instants, each once, and none that was cancelled', async () => {
  const timer = fc.record({ in: fc.integer({ min: 1_000, max: 1_000_000 }), cancelled: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(timer, { maxLength: 60 }), async (wanted) => {
      const clock = newClock();
      const start = clock.now();
      const fired: number[] = [];
      const timers = wanted.map(({ in: ms }) => clock.at(start + ms, 'timer', () => void fired.push(ms)));
      wanted.forEach(({ cancelled }, i) => {
        if (cancelled) timers[i]!.cancel();
      });
      await clock.advanceTo(start + 2_000_000);
      expect(fired).toEqual(
        wanted
          .filter(({ cancelled }) => !cancelled)
          .map((each) => each.in)
          .sort((a, b) => a - b),
      );
      expect(clock.nextDue()).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

test('the clock stands at each due instant until what follows is done, and what that schedules still comes', async () => {
  const activity = new Activity();
  const clock = newClock(activity);
  const start = clock.now();
  const seen: number[] = [];
  clock.at(start + 60_000, 'first', async () => {
    await new Promise((turn) => setImmediate(turn));
    seen.push(clock.now() - start);
    clock.at(start + 90_000, 'second', () => void seen.push(clock.now() - start));
  });
  await clock.advanceTo(start + 3_600_000);
  expect(seen.map((ms) => Math.floor(ms / 10_000))).toEqual([6, 9]);
});

test('the clock only goes forward', async () => {
  const clock = newClock();
  await expect(clock.advanceTo(clock.now() - 1)).rejects.toThrow(RangeError);
});
