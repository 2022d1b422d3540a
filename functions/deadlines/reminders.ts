import * as z from 'zod/mini';
import type { Instant } from '../platform/schema.ts';
import type { Policy } from './policy.ts';
import { day, instantAt, plusDays, plusHours, timeOfDay } from './shanghai-time.ts';
import { type WorkingDays, workingDaysBefore } from './working-days.ts';

/** What people are told while a question waits for them; `overdue` goes to the office's head and the superior. */
export type ReminderKind = 'half-time' | 'day-before' | `${number}-days-before` | 'morning' | 'overdue';
export const ReminderKind = z.custom<ReminderKind>(
  (kind) => typeof kind === 'string' && /^(half-time|day-before|\d+-days-before|morning|overdue)$/.test(kind),
);

/** A reminder that the policy asks for, and when it goes out. */
export interface Reminder {
  kind: ReminderKind;
  at: Instant;
}

/** The question, and when the visit begins for which it is asked. */
export interface Waiting {
  openedAt: Instant;
  dueAt: Instant;
  visitStart: Instant;
}

/** How often the sweep looks: so late a reminder may be and still counts as on time. */
export const SWEEP_MINUTES = 15;

/** The sweep's next instant: what falls between two of them goes out with the later. */
const onSweep = (at: Instant): Instant => {
  const every = SWEEP_MINUTES * 60_000;
  return new Date(Math.ceil(Date.parse(at) / every) * every).toISOString();
};

const later = (a: Instant, b: Instant) => (a > b ? a : b);

/**
 * All reminders of a question in the order in which they go out: at half-time, working days before, on the morning, and when it is
 * due. Each falls into the hours in which people may be told; one that would come at or after `dueAt`, or too soon after the question or
 * before the next reminder, falls away. Pure. Source: issue D; domain.md ("reminders come at night or for things done").
 */
export function remindersOf(waiting: Waiting, policy: Policy, days: WorkingDays): Reminder[] {
  const { openedAt, dueAt, visitStart } = waiting;
  const { halfTime, workingDaysBefore: ahead, onTheMorning, at: hour } = policy.reminding;
  const dueDay = day(dueAt);
  const half = new Date((Date.parse(openedAt) + Date.parse(dueAt)) / 2).toISOString();
  const wished: Reminder[] = [
    ...(halfTime ? [{ kind: 'half-time' as const, at: half }] : []),
    ...ahead.map((n) => ({
      kind: n === 1 ? ('day-before' as const) : (`${n}-days-before` as const),
      at: instantAt(workingDaysBefore(dueDay, n, days), hour),
    })),
    ...(onTheMorning ? [{ kind: 'morning' as const, at: instantAt(dueDay, hour) }] : []),
  ];
  const hours = { visitStart, policy, days };
  const allowed = wished
    .filter(({ at }) => at > openedAt)
    .map(({ kind, at }) => ({ kind, at: nextAllowed(onSweep(at), hours) }))
    .filter(({ at }) => at < dueAt)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const apart = policy.reminding.hoursApart;
  const kept: Reminder[] = [];
  for (const reminder of allowed.reverse()) {
    const isApart = plusHours(reminder.at, apart) <= (kept[0]?.at ?? dueAt);
    if (plusHours(openedAt, apart) <= reminder.at && isApart) kept.unshift(reminder);
  }
  return [...kept, { kind: 'overdue', at: nextAllowed(onSweep(dueAt), hours) }];
}

/** When people may be told depends on the visit, because of a near one they hear outside working hours, too. */
export interface Hours {
  visitStart: Instant;
  policy: Policy;
  days: WorkingDays;
}

/**
 * Whether somebody may be told now: in working hours, both ends included, and within `shortWayHours` before the visit also else; never
 * in the quiet hours.
 */
export function isAllowed(at: Instant, { visitStart, policy, days }: Hours): boolean {
  const time = timeOfDay(at);
  const { from, to } = policy.workingHours;
  if (isQuiet(time, policy)) return false;
  if (days.isWorkingDay(day(at)) && from <= time && time <= to) return true;
  return plusHours(visitStart, -policy.shortWayHours) <= at && at < visitStart;
}

/** Quiet hours go over midnight, or do not; with one time for both there are none. */
export function isQuiet(time: string, { reminding: { quiet } }: Pick<Policy, 'reminding'>): boolean {
  const { from, to } = quiet;
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

/**
 * The first instant from `at` on at which somebody may be told. There is one, because a policy leaves working hours that are not quiet
 * (functions/policy/check.ts).
 */
export function nextAllowed(at: Instant, hours: Hours): Instant {
  if (isAllowed(at, hours)) return at;
  const { visitStart, policy } = hours;
  // Hours begin at few instants of a day: when work begins, when the quiet ends, when the visit becomes near.
  for (let date = day(at); ; date = plusDays(date, 1)) {
    const begins = [policy.workingHours.from, policy.reminding.quiet.to].map((time) => instantAt(date, time));
    const near = plusHours(visitStart, -policy.shortWayHours);
    const next = [...begins, ...(day(near) === date ? [near] : [])]
      .sort()
      .find((instant) => instant >= at && isAllowed(instant, hours));
    if (next !== undefined) return later(next, at);
  }
}
