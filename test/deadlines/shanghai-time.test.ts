import { expect, test } from 'vitest';
import {
  day,
  daysOf,
  instantAt,
  isoWeek,
  month,
  plusDays,
  timeOfDay,
  weekday,
} from '../../functions/deadlines/shanghai-time.ts';

test('a day begins at midnight in Shanghai, eight hours before UTC', () => {
  expect(day('2026-03-08T15:59:59.999Z')).toBe('2026-03-08');
  expect(day('2026-03-08T16:00:00.000Z')).toBe('2026-03-09');
  expect(month('2026-12-31T16:00:00.000Z')).toBe('2027-01');
  expect(timeOfDay('2026-03-08T16:30:00.000Z')).toBe('00:30');
});

test('an hour of a day becomes an instant and back', () => {
  expect(instantAt('2026-03-09', '18:00')).toBe('2026-03-09T10:00:00.000Z');
  expect(instantAt('2026-03-09', '24:00')).toBe(instantAt('2026-03-10', '00:00'));
  expect(day(instantAt('2028-02-29', '00:00'))).toBe('2028-02-29');
});

test('days go on over leap days and year ends', () => {
  expect(plusDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(plusDays('2027-02-28', 1)).toBe('2027-03-01');
  expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
});

test('Monday is 1 and Sunday is 7', () => {
  expect(weekday('2026-03-02')).toBe(1);
  expect(weekday('2026-03-08')).toBe(7);
});

test.each([
  ['2026-03-02', '2026-W10'],
  ['2026-03-08', '2026-W10'],
  ['2026-01-01', '2026-W01'],
  ['2024-12-30', '2025-W01'],
  ['2027-01-01', '2026-W53'],
  ['2027-01-04', '2027-W01'],
])('%s lies in week %s, which belongs to the year of its Thursday', (date, week) => {
  expect(isoWeek(instantAt(date, '00:00'))).toBe(week);
  expect(isoWeek(instantAt(date, '23:59'))).toBe(week);
});

test('an interval touches its days; one that ends at midnight does not touch the next', () => {
  const from = (start: string, end: string) => daysOf({ start, end });
  expect(from(instantAt('2026-03-31', '22:00'), instantAt('2026-04-01', '00:00'))).toEqual(['2026-03-31']);
  expect(from(instantAt('2026-03-31', '22:00'), instantAt('2026-04-01', '00:01'))).toEqual(['2026-03-31', '2026-04-01']);
  expect(from(instantAt('2026-03-31', '00:00'), instantAt('2026-03-31', '00:00'))).toEqual(['2026-03-31']);
});
