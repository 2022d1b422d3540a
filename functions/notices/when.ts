import { policyOf } from '../access/directory.ts';
import type { Policy } from '../deadlines/policy.ts';
import { isQuiet } from '../deadlines/reminders.ts';
import { day, instantAt, plusDays, plusHours, timeOfDay } from '../deadlines/shanghai-time.ts';
import { addWorkingDays, type WorkingDays, workingDaysOf } from '../deadlines/working-days.ts';
import type { Instant } from '../platform/schema.ts';
import type { VisitCore } from '../visits/store.ts';

/** The time of the visit that a notice is about, as far as it has one. */
export interface When {
  visitStart: Instant | undefined;
  policy: Policy;
  days: WorkingDays;
}

/** What people are told of: when it happened, what names it, and by which rules they are told. */
export interface Cause {
  at: Instant;
  cause: string;
  when: When;
  now: Date;
}

/**
 * When something that happened is told: at once (undefined), but not in the quiet hours unless the visit is near; what can wait, on
 * the next working morning.
 */
export function whenToTell(digest: boolean, now: Instant, { visitStart, policy, days }: When): Instant | undefined {
  if (digest) return nextMorning(now, policy, days);
  const isNear = visitStart !== undefined && now < visitStart && plusHours(visitStart, -policy.shortWayHours) <= now;
  if (isNear || !isQuiet(timeOfDay(now), policy)) return undefined;
  const { to } = policy.reminding.quiet;
  const today = instantAt(day(now), to);
  return today > now ? today : instantAt(plusDays(day(now), 1), to);
}

/** What decides when people are told of a visit. */
export async function whenOf({ visit, request }: VisitCore): Promise<When> {
  const policy = await policyOf(visit);
  const visitStart = visit.slot?.start ?? request.slots[0]?.start;
  return { visitStart, policy, days: workingDaysOf(policy.calendar) };
}

/** When the next digest goes out. */
export function nextMorning(now: Instant, policy: Policy, days: WorkingDays): Instant {
  const today = instantAt(day(now), policy.reminding.at);
  if (days.isWorkingDay(day(now)) && now < today) return today;
  return instantAt(addWorkingDays(day(now), 1, days), policy.reminding.at);
}

/** When the two sides are briefed: on the day before. */
export const briefingAt = (visitStart: Instant, { reminding }: Policy): Instant =>
  instantAt(plusDays(day(visitStart), -1), reminding.briefingAt);
