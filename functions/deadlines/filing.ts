import type { Policy } from './policy.ts';
import { plusDays } from './shanghai-time.ts';
import { type WorkingDays, workingDaysBefore } from './working-days.ts';

/** Two digits, as in a date. */
const padded = (day: number) => String(day).padStart(2, '0');
const dayOfMonth = (date: string) => Number(date.slice(8));
/** The same day of the month after. */
const inNextMonth = (date: string) => `${plusDays(`${date.slice(0, 7)}-01`, 31).slice(0, 7)}${date.slice(7)}`;
/** The first date after this one, or on it, that is this day of its month. */
function next(date: string, day: number): string {
  const here = `${date.slice(0, 7)}-${padded(day)}`;
  return dayOfMonth(date) <= day ? here : inNextMonth(here);
}

/**
 * The day on which the report is due in which an activity of this day stands: the last working day before `dueDay`, which itself is
 * never the day. A period begins on `firstDay`; its report's `dueDay` is the first one after its end. Source: domain.md, "Reports and
 * deadlines".
 */
export function reportDue(date: string, { firstDay, dueDay }: Policy['filing'], days: WorkingDays): string {
  const nextPeriod = next(plusDays(date, 1), firstDay);
  return workingDaysBefore(next(nextPeriod, dueDay), 1, days);
}
