import { month, plusDays } from '../../deadlines/shanghai-time.ts';

/** A month that somebody chose, YYYY-MM; undefined for what is none. Pure. */
export const monthIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;

/** The first and the last day of a month. Pure. */
export function daysOfMonth(chosen: string): { from: string; to: string } {
  const from = `${chosen}-01`;
  const next = month(new Date(`${plusDays(from, 31)}T00:00:00+08:00`).toISOString());
  return { from, to: plusDays(`${next}-01`, -1) };
}
