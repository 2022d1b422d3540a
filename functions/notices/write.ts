import type { Policy } from '../deadlines/policy.ts';
import { isQuiet } from '../deadlines/reminders.ts';
import { day, instantAt, plusDays, plusHours, timeOfDay } from '../deadlines/shanghai-time.ts';
import { addWorkingDays, type WorkingDays } from '../deadlines/working-days.ts';
import { DELIVERY, deliveryOf, noticeKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import type { Notice } from './notice.ts';

/** That the recipient has been told of this cause already. */
export class Told extends Error {
  override name = 'Told';
}

/** A notice stays in the inbox for so long: more than a school year. */
const KEPT_FOR_DAYS = 400;

/**
 * The write that tells somebody something: one record for the recipient and the cause, whoever brings it and however often. One
 * without `deliverAt` goes out as soon as the stream tells of it, the others when their time comes.
 * @throws Told by the write, when the record is there
 */
export const noticeWrite = (notice: Omit<Notice, 'ttl'>): Write => ({
  put: {
    ...noticeKey(notice.city, notice.recipient, notice.at, notice.cause),
    ...notice,
    ...(notice.deliverAt !== undefined && { [DELIVERY.pk]: deliveryOf(notice.city) }),
    ttl: Math.floor(Date.parse(notice.at) / 1000) + KEPT_FOR_DAYS * 86_400,
  },
  where: 'absent',
  otherwise: () => new Told(),
});

/** The time of the visit that a notice is about, as far as it has one. */
export interface When {
  visitStart: Instant | undefined;
  policy: Policy;
  days: WorkingDays;
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

/** When the next digest goes out. */
export function nextMorning(now: Instant, policy: Policy, days: WorkingDays): Instant {
  const today = instantAt(day(now), policy.reminding.at);
  if (days.isWorkingDay(day(now)) && now < today) return today;
  return instantAt(addWorkingDays(day(now), 1, days), policy.reminding.at);
}

/** When the two sides are briefed: on the day before. */
export const briefingAt = (visitStart: Instant, { reminding }: Policy): Instant =>
  instantAt(plusDays(day(visitStart), -1), reminding.briefingAt);
