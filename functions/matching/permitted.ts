import { month } from '../deadlines/shanghai-time.ts';
import type { Instant } from '../platform/schema.ts';
import type { Load } from './request.ts';

/** What a visit takes of one month (YYYY-MM) of a standing permission (年度授权), in minutes. */
export interface Taken {
  month: string;
  minutes: number;
}

/** The same, with the employer whose permission it is. */
export interface TakenOf extends Taken {
  employer: string;
}

/** A day on which a visit meets an employer: the minutes in its working hours, and what it permits in the month of that day. */
export interface WorkDay {
  date: string;
  minutes: number;
  hoursPerMonth: number;
}

/** Under which a month of an employer's permission counts in a `Load`; a code has no blank, so the month stands behind the last. */
const keyOf = (employer: string, monthKey: string) => `${employer} ${monthKey}`;
const monthOf = (key: string) => key.slice(key.lastIndexOf(' ') + 1);

/** How many minutes of an employer's permission are used up in a month. */
export const usedMinutes = (load: Load | undefined, employer: string, monthKey: string): number =>
  load?.permitted?.[keyOf(employer, monthKey)] ?? 0;

/**
 * What these days take of an employer's permission, month by month; undefined when in some month more is needed than is left, or
 * one of the days is not permitted: an employer that has to be asked at all is asked about the whole visit, and then nothing is
 * taken.
 */
export function takenBy(employer: string, days: WorkDay[], load: Load | undefined): Taken[] | undefined {
  const work = days.filter(({ minutes }) => minutes > 0);
  const minutesIn = (monthKey: string) =>
    work.reduce((sum, { date, minutes }) => sum + (date.startsWith(monthKey) ? minutes : 0), 0);
  const taken = [...new Set(work.map(({ date }) => date.slice(0, 7)))].map((key) => ({ month: key, minutes: minutesIn(key) }));
  const fits = work.every(({ date, hoursPerMonth }) => {
    const key = date.slice(0, 7);
    return usedMinutes(load, employer, key) + minutesIn(key) <= 60 * hoursPerMonth;
  });
  return fits ? taken : undefined;
}

/** The load with what is used up changed by what was taken; what comes down to nothing goes, and nothing goes below it. */
function changed({ permitted, ...load }: Load, taken: TakenOf[], by: 1 | -1, keep: (key: string) => boolean): Load {
  const used = { ...permitted };
  for (const { employer, month: monthKey, minutes } of taken) {
    const key = keyOf(employer, monthKey);
    used[key] = (used[key] ?? 0) + by * minutes;
  }
  const kept = Object.entries(used).filter(([key, minutes]) => minutes > 0 && keep(key));
  return kept.length > 0 ? { ...load, permitted: Object.fromEntries(kept) } : load;
}

/** Counts what a seat takes. Months that are over at `now` are dropped as those of visits are, so that the item stays small. */
export const take = (load: Load, taken: TakenOf[], now: Instant): Load =>
  changed(
    load,
    taken,
    1,
    (key) => monthOf(key) >= month(now) || taken.some((each) => keyOf(each.employer, each.month) === key),
  );

/** Gives back what a seat took, whatever is permitted now; of a month that was dropped there is nothing to give back. */
export const giveBack = (load: Load, taken: TakenOf[]): Load => changed(load, taken, -1, () => true);
