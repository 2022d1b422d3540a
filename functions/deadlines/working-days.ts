import chineseDays from 'chinese-days';
import { plusDays, weekday } from './shanghai-time.ts';

/** A calendar of working days. Days are YYYY-MM-DD in Asia/Shanghai. It is passed as a value, so that a city may bring its own. */
export interface WorkingDays {
  isWorkingDay(day: string): boolean;
  /** The year's holidays are not announced yet: its days are counted Monday to Friday, and a date may still move. */
  isProvisional(day: string): boolean;
}

/**
 * The announced holiday or make-up workday that a day is, by its names in English and Chinese; other days are named by their
 * weekday alone. Only this is asked of chinese-days: its own weekdays follow the machine's time zone, and west of Greenwich they
 * are those of the day before.
 */
function announced(day: string): { work: boolean } | undefined {
  const detail = chineseDays.getDayDetail(day);
  return detail.name.includes(',') ? detail : undefined;
}

/**
 * The working days of mainland China with make-up workdays (调休), as the State Council announces them each November for the next
 * year. Source: domain.md, "Calendar"; data of `chinese-days`.
 */
export const chineseWorkingDays: WorkingDays = {
  isWorkingDay: (day) => announced(day)?.work ?? weekday(day) <= 5,
  /** National Day is a holiday in every year's announcement. */
  isProvisional: (day) => announced(`${day.slice(0, 4)}-10-01`) === undefined,
};

/** The `n`-th working day after `day`, which itself does not count (api.md, "Tasks and escalation"). With `n` 0 it is `day`. */
export function addWorkingDays(day: string, n: number, days: WorkingDays): string {
  let date = day;
  for (let left = n; left > 0; ) {
    date = plusDays(date, 1);
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
