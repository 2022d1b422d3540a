import type { Policy } from '../deadlines/policy.ts';
import { daysOf, isoWeek, month, plusHours } from '../deadlines/shanghai-time.ts';
import type { Instant, Interval } from '../platform/schema.ts';
import type { Speaker } from '../talent/speaker.ts';
import { timesOf } from '../visits/times.ts';
import type { Diary, Load, MatchRequest } from './request.ts';

/** What a speaker already has in the months in question; a diary or load that nobody has written yet is simply absent. */
export interface Fact {
  diaries: Diary[];
  load?: Load | undefined;
}

/** The diary before the first hold of a month; version 0 means that no item exists. */
export const emptyDiary = (speaker: string, monthKey: string): Diary => ({ speaker, month: monthKey, version: 0, holds: [] });

/** The load before the first visit; version 0 means that no item exists. */
export const emptyLoad = (speaker: string): Load => ({ speaker, version: 0, counts: {} });

/**
 * What a visit in this slot holds of a speaker's time: each of its times, with the policy's travel minutes before and after where
 * the speaker has to go somewhere. Between two that then touch there is no way home: they are one (design §4, "No double booking").
 */
export function heldTimes(request: Pick<MatchRequest, 'mode' | 'slots'>, slot: Interval, policy: Policy): Interval[] {
  const travel = request.mode === 'online' ? 0 : policy.travelMinutes / 60;
  const held: Interval[] = [];
  for (const time of timesOf(request, slot)) {
    const next = { start: plusHours(time.start, -travel), end: plusHours(time.end, travel) };
    const last = held.at(-1);
    if (!last || last.end < next.start) held.push(next);
    else if (last.end < next.end) last.end = next.end;
  }
  return held;
}

/** The months (YYYY-MM in Asia/Shanghai) whose diaries these times touch. */
export const months = (times: Interval[]): string[] => [...new Set(times.flatMap(daysOf).map((date) => date.slice(0, 7)))];

const overlap = (a: Interval, b: Interval) => a.start < b.end && b.start < a.end;

/** Whether nothing of another visit lies in `held` (travel added). A visit's own holds never block it; touching is no overlap. */
export function isFree(diaries: Diary[], held: Interval[], visit: string): boolean {
  return !diaries.some(({ holds }) =>
    holds.some((other) => other.visit !== visit && held.some((time) => overlap(other, time))),
  );
}

const without = (diary: Diary, visit: string, seat: number) =>
  diary.holds.filter((hold) => hold.visit !== visit || hold.seat !== seat);

/** The diary with those of the held times that touch its month, in place of what the same seat of the same visit had. */
export function hold(diary: Diary, visit: string, seat: number, held: Interval[]): Diary {
  const added = held.filter((time) => months([time]).includes(diary.month)).map((time) => ({ visit, seat, ...time }));
  const holds = [...without(diary, visit, seat), ...added].sort((a, b) => (a.start < b.start ? -1 : 1));
  return { ...diary, version: diary.version + 1, holds };
}

/** The diary without anything that this seat of this visit held. */
export function release(diary: Diary, visit: string, seat: number): Diary {
  return { ...diary, version: diary.version + 1, holds: without(diary, visit, seat) };
}

/** The keys under which a visit that starts then counts in a `Load`: its week and its month in Asia/Shanghai. */
export const weekAndMonth = (start: Instant): [week: string, month: string] => [isoWeek(start), month(start)];

/** The most visits a speaker takes in a week and in a month: the city's limits, or the speaker's own where they are tighter. */
export function loadLimits(speaker: Speaker, policy: Policy): [perWeek: number, perMonth: number] {
  const { perWeek, perMonth } = policy.load;
  return [Math.min(perWeek, speaker.maxPerWeek ?? perWeek), Math.min(perMonth, speaker.maxPerMonth ?? perMonth)];
}

/**
 * Whether one more visit that starts then stays within the limits of its week and month (api.md, "Limits"). `own` is how many of
 * the counted visits are the asking visit itself, which does not stand in its own way.
 */
export function withinLoad(load: Load | undefined, speaker: Speaker, policy: Policy, start: Instant, own = 0): boolean {
  const [perWeek, perMonth] = loadLimits(speaker, policy);
  const [week, monthKey] = weekAndMonth(start);
  const counted = (key: string) => (load?.counts[key] ?? 0) - own;
  return counted(week) < perWeek && counted(monthKey) < perMonth;
}

/** A week or month that ended before now: 2026-W10 and 2026-03 both sort like time among their own kind. */
const isOver = (key: string, now: Instant) => key < (key.includes('W') ? isoWeek(now) : month(now));

function changed(load: Load, start: Instant, by: 1 | -1, keep: (key: string) => boolean): Load {
  const counts = { ...load.counts };
  for (const key of weekAndMonth(start)) counts[key] = (counts[key] ?? 0) + by;
  const kept = Object.entries(counts).filter(([key, count]) => count > 0 && keep(key));
  return { ...load, version: load.version + 1, counts: Object.fromEntries(kept) };
}

/**
 * The load with one more visit. Weeks and months that are over at `now` are dropped, so that the item stays small: limits are only
 * asked about visits still to come, and taking back a dropped count does nothing. The visit's own start is no measure for what is
 * old, because bookings reach 300 days ahead of others that are still to come.
 */
export const addLoad = (load: Load, start: Instant, now: Instant): Load =>
  changed(load, start, 1, (key) => !isOver(key, now) || weekAndMonth(start).includes(key));

/** The load with one visit less; a count that becomes zero is dropped, and none goes below it. */
export const subtractLoad = (load: Load, start: Instant): Load => changed(load, start, -1, () => true);
