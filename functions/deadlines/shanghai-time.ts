import type { Instant, Interval } from '../platform/schema.ts';

/**
 * Days, weeks and hours as people in China read them. Asia/Shanghai has been UTC+8 without summer time since 1991, so that a fixed
 * shift is exact; no time-zone data has to be loaded, and the machine's own zone plays no part.
 */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHIFT = 8 * HOUR;

const iso = (ms: number): Instant => new Date(ms).toISOString();
const local = (instant: Instant) => iso(Date.parse(instant) + SHIFT);

/** The day of an instant in Asia/Shanghai, YYYY-MM-DD. */
export const day = (instant: Instant): string => local(instant).slice(0, 10);

/** The month of an instant in Asia/Shanghai, YYYY-MM. */
export const month = (instant: Instant): string => local(instant).slice(0, 7);

/** The time of day of an instant in Asia/Shanghai, HH:mm (seconds cut off). */
export const timeOfDay = (instant: Instant): string => local(instant).slice(11, 16);

/** The instant at which it is `time` (HH:mm, up to 24:00) on `date` (YYYY-MM-DD) in Asia/Shanghai. */
export const instantAt = (date: string, time: string): Instant => iso(Date.parse(`${date}T${time}:00.000+08:00`));

/** The instant so many hours later, or earlier when negative. */
export const plusHours = (instant: Instant, hours: number): Instant => iso(Date.parse(instant) + hours * HOUR);

/** The day so many calendar days later, or earlier when negative. */
export const plusDays = (date: string, days: number): string => iso(Date.parse(date) + days * DAY).slice(0, 10);

/** The weekday of a day: 1 (Monday) to 7 (Sunday), as in `Availability`. */
export const weekday = (date: string): number => new Date(date).getUTCDay() || 7;

/** The ISO 8601 week of an instant in Asia/Shanghai, like 2026-W10: it belongs to the year in which its Thursday lies. */
export function isoWeek(instant: Instant): string {
  const today = day(instant);
  const thursday = plusDays(today, 4 - weekday(today));
  const year = thursday.slice(0, 4);
  const dayOfYear = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / DAY;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

/** The days that an interval touches in Asia/Shanghai, in order. One that ends at midnight does not touch the next day. */
export function daysOf(interval: Interval): string[] {
  const last = day(iso(Date.parse(interval.end) - 1));
  const touched = [day(interval.start)];
  while (touched.at(-1)! < last) touched.push(plusDays(touched.at(-1)!, 1));
  return touched;
}
