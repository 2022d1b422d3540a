import { day, month as monthOf, plusDays, weekday } from '../../deadlines/shanghai-time.ts';

/** A calendar month as it hangs on a wall. */
export interface Month {
  /** YYYY-MM */
  name: string;
  before: string;
  after: string;
  first: string;
  last: string;
  /** Monday to Sunday, days of its neighbours included. */
  weeks: string[][];
}

/** A month that somebody chose, YYYY-MM; undefined for what is none. Pure. */
export const monthIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;

/** The month that somebody asked for, or the present one. Pure. */
export function monthFor(wanted: string | undefined, now: Date): Month {
  const name = monthIn(wanted) ?? monthOf(now.toISOString());
  const first = `${name}-01`;
  const after = plusDays(first, 31).slice(0, 7);
  const last = plusDays(`${after}-01`, -1);
  const weeks: string[][] = [];
  for (let monday = plusDays(first, 1 - weekday(first)); monday <= last; monday = plusDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, i) => plusDays(monday, i)));
  return { name, before: plusDays(first, -1).slice(0, 7), after, first, last, weeks };
}

/** What falls on each day, by its start; what has no time yet stands at the first that was wished. Pure. */
export function byDay<V extends { slot?: { start: string } | undefined; slots: readonly { start: string }[] }>(
  visits: readonly V[],
): Map<string, V[]> {
  const days = new Map<string, V[]>();
  for (const visit of visits) {
    const start = (visit.slot ?? visit.slots[0])?.start;
    if (start === undefined) continue;
    const date = day(start);
    days.set(date, [...(days.get(date) ?? []), visit]);
  }
  return days;
}
