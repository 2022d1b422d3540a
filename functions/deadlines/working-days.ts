import announcements from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { CalendarYear } from './policy.ts';
import { plusDays, weekday } from './shanghai-time.ts';

/** A calendar of working days. Days are YYYY-MM-DD in Asia/Shanghai. It is passed as a value, so that a city may bring its own. */
export interface WorkingDays {
  isWorkingDay(day: string): boolean;
  /** The year's holidays are not announced yet: its days are counted Monday to Friday, and a date may still move. */
  isProvisional(day: string): boolean;
}

/**
 * The package's data alone: its code takes as long to load as a third of a bare handler, and its weekdays follow the machine's
 * time zone.
 */
const holidays: Record<string, string> = announcements.holidays;
const makeUpDays: Record<string, string> = announcements.workdays;

/**
 * The working days of mainland China with make-up workdays (调休), as the State Council announces them each November for the next
 * year. Source: domain.md, "Calendar"; data of `chinese-days`.
 */
export const chineseWorkingDays: WorkingDays = {
  isWorkingDay: (day) => day in makeUpDays || (weekday(day) <= 5 && !(day in holidays)),
  /** National Day is a holiday in every year's announcement. */
  isProvisional: (day) => !(`${day.slice(0, 4)}-10-01` in holidays),
};

/** The calendar with the years that a city has entered itself; these are announced. */
export function workingDaysOf(calendar: Record<string, CalendarYear>): WorkingDays {
  const entered = new Map(
    Object.entries(calendar).map(([year, { holidays, workdays }]) => [
      year,
      { holidays: new Set(holidays), workdays: new Set(workdays) },
    ]),
  );
  if (entered.size === 0) return chineseWorkingDays;
  const yearOf = (day: string) => entered.get(day.slice(0, 4));
  return {
    isWorkingDay(day) {
      const year = yearOf(day);
      return year
        ? year.workdays.has(day) || (weekday(day) <= 5 && !year.holidays.has(day))
        : chineseWorkingDays.isWorkingDay(day);
    },
    isProvisional: (day) => !yearOf(day) && chineseWorkingDays.isProvisional(day),
  };
}

/** Whether a year from `from` to `to` (days, both included) is not announced yet; false when `to` is earlier. */
export function anyProvisional(from: string, to: string, days: WorkingDays): boolean {
  for (let year = Number(from.slice(0, 4)); from <= to && year <= Number(to.slice(0, 4)); year += 1)
    if (days.isProvisional(`${year}-01-01`)) return true;
  return false;
}

/** The `n`-th working day after `day`, which itself does not count (api.md, "Tasks and escalation"). With `n` 0 it is `day`. */
export function addWorkingDays(day: string, n: number, days: WorkingDays): string {
  let date = day;
  for (let left = n; left > 0; ) {
    date = plusDays(date, 1);
    if (days.isWorkingDay(date)) left -= 1;
  }
  return date;
}

/** The `n`-th working day before `day`, which itself does not count. With `n` 0 it is `day`. */
export function workingDaysBefore(day: string, n: number, days: WorkingDays): string {
  let date = day;
  for (let left = n; left > 0; ) {
    date = plusDays(date, -1);
    if (days.isWorkingDay(date)) left -= 1;
  }
  return date;
}

/** How many working days lie after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: string, to: string, days: WorkingDays): number {
  let count = 0;
  for (let date = plusDays(from, 1); date <= to; date = plusDays(date, 1)) if (days.isWorkingDay(date)) count += 1;
  return count;
}
