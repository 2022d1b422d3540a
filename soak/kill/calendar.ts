import { addWorkingDays, chineseWorkingDays } from '../../functions/deadlines/working-days.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Asia/Shanghai. */
const ZONE = 8 * HOUR;

/** When the clock begins: a Monday. */
export const BEGIN = '2026-03-02T09:00:00+08:00';
/** Stories come in seasons of ten weeks, one season after the other. */
const SEASON = 70 * DAY;
/** So long after its last visit all stories of a season are over, apart from those that stay open. */
const LONGEST_AFTER_VISIT = 15 * DAY;
/** After this day of its season the first visits take place, two on each working day, so that employers are asked. */
const BEFORE_VISITS = 20;

/** People act twice a day, at half past nine and at half past two. */
const ACTS = [9.5 * HOUR, 14.5 * HOUR];

export interface Slot {
  start: string;
  end: string;
}

/** The first instant from here on at which people act. */
export function nextAct(from: number): number {
  const midnight = Math.floor((from + ZONE) / DAY) * DAY - ZONE;
  const acts = [...ACTS, DAY + ACTS[0]!].map((act) => midnight + act);
  return acts.find((act) => act >= from)!;
}

/** The instant at which a day of a season begins. */
export const dayOf = (season: number, day: number): number => Date.parse(BEGIN) - 9 * HOUR + season * SEASON + day * DAY;

const dateOf = (season: number, day: number) => new Date(dayOf(season, day) + ZONE).toISOString().slice(0, 10);

const between = (date: string, from: string, to: string): Slot => ({
  start: `${date}T${from}:00+08:00`,
  end: `${date}T${to}:00+08:00`,
});

/** The working day of the story with this place in its season, which it shares with one other. */
const ownDay = (season: number, place: number) =>
  addWorkingDays(dateOf(season, BEFORE_VISITS), 1 + Math.floor(place / 2), chineseWorkingDays);

/** The time of the story with this place in its season: no other's overlaps with it, the way there and back included. */
export function ownSlot(season: number, place: number): Slot {
  const day = ownDay(season, place);
  return place % 2 === 0 ? between(day, '09:00', '10:30') : between(day, '14:00', '15:30');
}

/** The evening of that day. */
export const ownEvening = (season: number, place: number): Slot => between(ownDay(season, place), '17:30', '19:00');

/** When the stories of a season are over. */
export const seasonsEnd = (season: number, stories: number): number =>
  Date.parse(ownSlot(season, stories - 1).end) + LONGEST_AFTER_VISIT;

/** Hours on a Saturday, when employers need not be asked, at least so many days after an instant. */
export function saturdayAfter(instant: number, days: number, from: string, to: string): Slot {
  const earliest = new Date(instant + days * DAY + ZONE);
  const date = new Date(earliest.getTime() + ((6 - earliest.getUTCDay() + 7) % 7) * DAY).toISOString().slice(0, 10);
  return between(date, from, to);
}

/** The months (YYYY-MM) from the beginning to an instant. */
export function monthsUntil(instant: number): string[] {
  const months = new Set<string>();
  for (let day = Date.parse(BEGIN); day < instant + DAY; day += DAY) months.add(new Date(day + ZONE).toISOString().slice(0, 7));
  return [...months];
}
