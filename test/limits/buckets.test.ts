import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Buckets } from '../../functions/limits/buckets.ts';

const rate = { burst: 10, perMinute: 6 };

test('who is told to wait so many seconds gets in then, and not a second earlier', () => {
  const asks = fc.array(fc.record({ count: fc.integer({ min: 1, max: 12 }), pause: fc.nat({ max: 90_000 }) }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(asks, fc.integer({ min: 1, max: 10 }), (before, wanted) => {
      const buckets = new Buckets(10);
      let now = 1_000_000;
      for (const { count, pause } of before) {
        buckets.take('a', rate, count, now);
        now += pause;
      }
      const wait = buckets.wait('a', rate, wanted, now);
      expect(buckets.wait('a', rate, wanted, now + wait * 1000)).toBe(0);
      if (wait > 1) expect(buckets.wait('a', rate, wanted, now + (wait - 1) * 1000)).toBeGreaterThan(0);
    }),
  );
});

test('nobody gets more in any minute than what may come at once and what comes in a minute', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3_000 }), { minLength: 30, maxLength: 60 }), (pauses) => {
      const buckets = new Buckets(10);
      const taken: number[] = [];
      let now = 0;
      for (const pause of pauses) {
        now += pause;
        if (buckets.wait('a', rate, 1, now) > 0) continue;
        buckets.take('a', rate, 1, now);
        taken.push(now);
      }
      for (const from of taken) {
        const inMinute = taken.filter((at) => at >= from && at < from + 60_000).length;
        expect(inMinute).toBeLessThanOrEqual(rate.burst + rate.perMinute);
      }
    }),
  );
});

test('one name does not pay for another, and a clock that goes back gives nothing', () => {
  const buckets = new Buckets(10);
  buckets.take('a', rate, 10, 60_000);
  expect([buckets.wait('a', rate, 1, 0), buckets.wait('b', rate, 10, 0)]).toEqual([10, 0]);
});

test('as many as are kept are kept, and who asks all the time is not forgotten for those who ask once', () => {
  const buckets = new Buckets(100);
  for (let i = 0; i < 1_000; i++) {
    buckets.take('flood', { burst: 20, perMinute: 0.001 }, 1, i);
    buckets.take(`once ${i}`, rate, 10, i);
  }
  expect(buckets.wait('flood', { burst: 20, perMinute: 0.001 }, 1, 1_000)).toBeGreaterThan(0);
  expect(buckets.wait('once 0', rate, 10, 1_000)).toBe(0);
});

test('several at once never ask for more than may come at once', () => {
  const buckets = new Buckets(10);
  expect(buckets.wait('a', rate, 25, 0)).toBe(0);
  buckets.take('a', rate, 25, 0);
  expect(buckets.wait('a', rate, 1, 0)).toBe(110);
});
