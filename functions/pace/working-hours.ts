import type { Policy } from '../deadlines/policy.ts';
import { daysOf, instantAt } from '../deadlines/shanghai-time.ts';
import type { WorkingDays } from '../deadlines/working-days.ts';
import type { Instant } from '../platform/schema.ts';

const HOUR = 3_600_000;

/**
 * The working hours between two instants, by a city's calendar and hours: a question that comes on Friday evening does not wait over
 * the weekend. 0 when `to` is not later. Pure.
 */
export function workingHoursBetween(
  from: Instant,
  to: Instant,
  { workingHours }: Pick<Policy, 'workingHours'>,
  days: WorkingDays,
): number {
  if (to <= from) return 0;
  const worked = daysOf({ start: from, end: to }).filter((date) => days.isWorkingDay(date));
  return worked.reduce((hours, date) => {
    const begins = Math.max(Date.parse(from), Date.parse(instantAt(date, workingHours.from)));
    const ends = Math.min(Date.parse(to), Date.parse(instantAt(date, workingHours.to)));
    return hours + Math.max(0, ends - begins) / HOUR;
  }, 0);
}
