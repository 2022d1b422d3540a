import { isAllowed, nextAllowed, SWEEP_MINUTES } from '../deadlines/reminders.ts';
import type { Instant } from '../platform/schema.ts';
import { isConfirmed } from '../visits/status.ts';
import type { VisitCore } from '../visits/store.ts';
import { taskOf } from './context.ts';
import type { Notice, NoticeKind } from './notice.ts';
import { briefingAt, type When, whenToTell } from './when.ts';

/** Whether a notice still has to go out when its time comes. Pure. Source: domain.md ("reminders come at night or for things done"). */

/** About a question that has to be open still. */
const OF_A_QUESTION = new Set<NoticeKind>([...(['asked', 'reminder', 'overdue', 'nobody-decides', 'deadline-moved'] as const)]);
/** True only as long as the visit has not begun anew, or ended. */
const OF_ITS_EPOCH = new Set<NoticeKind>([
  ...(['union-approved', 'reserve-stepped-in', 'employer-told', 'speaker-asked-elsewhere'] as const),
]);

/** @param core the visit that it is about; undefined for a notice that is about none */
export function stillMatters(notice: Notice, core: VisitCore | undefined, now: Instant, when: When | undefined): boolean {
  if (!core) return notice.visit === undefined;
  const { visit, seats } = core;
  if (OF_A_QUESTION.has(notice.kind)) {
    const task = taskOf(notice, core);
    return task?.state === 'open' && task.epoch === visit.epoch && now < task.expiresAt;
  }
  if (OF_ITS_EPOCH.has(notice.kind)) return notice.facts.epoch === visit.epoch && !visit.ended;
  if (notice.kind === 'confirmed') return isConfirmed(visit, seats);
  if (notice.kind !== 'briefing') return true;
  const start = visit.slot?.start;
  return isConfirmed(visit, seats) && start !== undefined && now < start && briefingAt(start, when!.policy) <= now;
}

/** What people hear of only in the hours of reminders. */
const REMINDERS = new Set<NoticeKind>(['reminder', 'overdue']);

/**
 * The later instant at which a notice goes out, where now would be the wrong hour: it was late, or its channel was away. Undefined when it
 * may go out now.
 */
export function mayGoOutAt(notice: Notice, now: Instant, when: When | undefined): Instant | undefined {
  if (!when) return undefined;
  if (!REMINDERS.has(notice.kind)) return whenToTell(false, now, when);
  const hours = { ...when, visitStart: when.visitStart ?? now };
  const isOnTime = Date.parse(now) - Date.parse(notice.deliverAt ?? now) <= SWEEP_MINUTES * 60_000;
  if (isAllowed(now, hours) || (isOnTime && isAllowed(notice.deliverAt ?? now, hours))) return undefined;
  return nextAllowed(now, hours);
}

/**
 * Of notices that go out together those that say something: of several reminders of one question, and of several briefings of one visit,
 * the last.
 */
export function withoutRepetition(notices: readonly Notice[]): Notice[] {
  const subject = ({ kind, task, visit }: Notice) => (kind === 'briefing' ? `briefing ${visit}` : task);
  return notices.filter((notice, i) => {
    const about = subject(notice);
    return about === undefined || !notices.slice(i + 1).some((later) => subject(later) === about);
  });
}
