import { expect, test } from 'vitest';
import { after, instantOf } from '../../../local/http/duration.ts';

const start = Date.parse('2026-01-31T08:00:00Z');

test.each([
  ['P3D', '2026-02-03T08:00:00.000Z'],
  ['P1M', '2026-02-28T08:00:00.000Z'],
  ['P1Y', '2027-01-31T08:00:00.000Z'],
  ['P2W', '2026-02-14T08:00:00.000Z'],
  ['PT36H', '2026-02-01T20:00:00.000Z'],
  ['P1DT2H3M4.5S', '2026-02-01T10:03:04.500Z'],
])('%s after 31 January is %s', (duration, expected) => {
  expect(new Date(after(start, duration) as number).toISOString()).toBe(expected);
});

test.each(['P', 'PT', '', 'P1.5D', 'p1d', '1D', 'P1H', 'P-1D', 'P99999999999999Y'])('%s is not a duration', (text) => {
  expect(after(start, text)).toBe(undefined);
});

test('an instant needs its offset', () => {
  expect(instantOf('2026-03-02T09:00+08:00')).toBe(Date.parse('2026-03-02T01:00:00Z'));
  expect(instantOf('2026-03-02T09:00:00')).toBe(undefined);
  expect(instantOf('2026-13-02T09:00:00Z')).toBe(undefined);
});
