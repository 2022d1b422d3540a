import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSchedule } from '../../../local/bus/cron.ts';

const at = (text: string) => Date.parse(text);
const next = (expression: string, after: string, anchor = after) => {
  const instant = parseSchedule(expression, at(anchor)).next(at(after));
  return instant === undefined ? undefined : new Date(instant).toISOString().replace(':00.000Z', 'Z');
};

test.each([
  ['cron(15 10 * * ? *)', '2026-03-02T10:14:59Z', '2026-03-02T10:15Z'],
  ['cron(15 10 * * ? *)', '2026-03-02T10:15:00Z', '2026-03-03T10:15Z'],
  ['cron(0/15 8-17 ? * MON-FRI *)', '2026-03-06T17:45:00Z', '2026-03-09T08:00Z'],
  ['cron(0 18 ? * 2 *)', '2026-03-03T00:00:00Z', '2026-03-09T18:00Z'],
  ['cron(0 0 L * ? *)', '2028-02-01T00:00:00Z', '2028-02-29T00:00Z'],
  ['cron(0 0 29 FEB ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00Z'],
  ['cron(0 1,13 1 1 ? 2027)', '2026-03-02T00:00:00Z', '2027-01-01T01:00Z'],
  ['cron(0 8 1 * ? *)', '2026-12-01T08:00:00Z', '2027-01-01T08:00Z'],
])('%s after %s is %s', (expression, after, expected) => {
  expect(next(expression, after)).toBe(expected);
});

test('a schedule that has ended, or that no day fits, has no next instant', () => {
  expect(next('cron(0 0 1 1 ? 2025)', '2026-03-02T00:00:00Z')).toBe(undefined);
  expect(next('cron(0 0 30 2 ? *)', '2026-03-02T00:00:00Z')).toBe(undefined);
});

test('a rate counts from its beginning, whatever is asked', () => {
  expect(next('rate(15 minutes)', '2026-03-02T09:00:00Z', '2026-03-02T08:50:00Z')).toBe('2026-03-02T09:05Z');
  expect(next('rate(15 minutes)', '2026-03-02T09:05:00Z', '2026-03-02T08:50:00Z')).toBe('2026-03-02T09:20Z');
  expect(next('rate(1 day)', '2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z')).toBe('2026-03-03T08:00Z');
});

test.each([
  'rate(0 minutes)',
  'rate(1 minutes)',
  'rate(5 minute)',
  'rate(5 weeks)',
  'cron(* * * * *)',
  'cron(0 0 * * * *)',
  'cron(0 0 ? * ? *)',
  'cron(60 0 * * ? *)',
  'cron(0 0 15W * ? *)',
  'cron(0 0 ? * FRI#2 *)',
  'every day',
])('%s is refused', (expression) => {
  expect(() => parseSchedule(expression, 0)).toThrow(`the schedule ${expression} is not supported locally`);
});

const instants = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });

test('whatever the rate, the next instant is the first of its grid after the given one', () => {
  fc.assert(
    fc.property(instants, instants, fc.integer({ min: 2, max: 10_000 }), (anchor, after, minutes) => {
      const found = parseSchedule(`rate(${minutes} minutes)`, anchor).next(after) as number;
      const period = minutes * 60_000;
      expect((found - anchor) % period).toBe(0);
      expect(found).toBeGreaterThan(Math.max(anchor, after));
      expect(found - period).toBeLessThanOrEqual(Math.max(anchor, after));
    }),
  );
});

test('whatever the cron, its next instant fits the fields and no earlier minute does', () => {
  const expressions = fc.record({
    minute: fc.integer({ min: 0, max: 59 }),
    hours: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 4 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  });
  fc.assert(
    fc.property(instants, expressions, (after, { minute, hours, weekdays }) => {
      const fits = (instant: number) => {
        const date = new Date(instant);
        return date.getUTCMinutes() === minute && hours.includes(date.getUTCHours()) && weekdays.includes(date.getUTCDay() + 1);
      };
      const found = parseSchedule(`cron(${minute} ${hours} ? * ${weekdays} *)`, 0).next(after) as number;
      expect(found).toBeGreaterThan(after);
      expect(fits(found)).toBe(true);
      for (let instant = (Math.floor(after / 60_000) + 1) * 60_000; instant < found; instant += 60_000)
        expect(fits(instant)).toBe(false);
    }),
    { numRuns: 30 },
  );
});
