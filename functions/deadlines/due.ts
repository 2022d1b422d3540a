import type { Instant, Interval } from '../platform/schema.ts';
import type { Policy, Step } from './policy.ts';
import { day, instantAt, plusHours } from './shanghai-time.ts';
import { addWorkingDays, type WorkingDays, workingDaysBetween } from './working-days.ts';

/** When a step should be decided, when it can be decided no longer, and whether it had to be shortened (加急). */
export interface Deadline {
  /** From here on the superior organisation may decide too. */
  dueAt: Instant;
  /** Never before `dueAt`. */
  expiresAt: Instant;
  /** The policy's `dueAt` would have come too late for this visit. */
  urgent: boolean;
}

/** The steps that must be over when a visit starts, in the order in which they follow each other (design §3). */
export const stepsBeforeVisit = ['union-approval', 'employer-release', 'speaker-confirmation', 'school-confirmation'] as const;
export type StepBeforeVisit = (typeof stepsBeforeVisit)[number];

const isBeforeVisit = (step: Step): step is StepBeforeVisit => step !== 'statistics';
const earlier = (a: Instant, b: Instant) => (a < b ? a : b);
const later = (a: Instant, b: Instant) => (a > b ? a : b);
const minimumHours = (steps: readonly Step[], policy: Policy) =>
  steps.reduce((hours, step) => hours + policy.minimumHours[step], 0);

/** The last instant at which a step may end so that every later step keeps its `minimumHours` before the visit (design §4). */
export function lastInstant(step: StepBeforeVisit, visitStart: Instant, policy: Policy): Instant {
  const laterSteps = stepsBeforeVisit.slice(stepsBeforeVisit.indexOf(step) + 1);
  return plusHours(visitStart, -minimumHours(laterSteps, policy));
}

/**
 * Whether `fromStep` and all steps after it keep their `minimumHours` when `fromStep` begins now. A request or a slot for which
 * they do not is too late (api.md, "Limits").
 */
export function stillFits(
  now: Instant,
  visitStart: Instant,
  policy: Policy,
  fromStep: StepBeforeVisit = 'union-approval',
): boolean {
  return plusHours(now, policy.minimumHours[fromStep]) <= lastInstant(fromStep, visitStart, policy);
}

/** Whether a visit comes with less notice than the policy's `noticeDays` (加急). The day of asking does not count, the visit's does. */
export function isUrgent(now: Instant, visitStart: Instant, policy: Policy, days: WorkingDays): boolean {
  return workingDaysBetween(day(now), day(visitStart), days) < policy.noticeDays;
}

/** The deadline by working days alone. Where the policy gives a step no day and its hour has passed, the next working day counts. */
function byPolicy(step: Step, asked: Instant, policy: Policy, days: WorkingDays) {
  const at = (date: string) => instantAt(date, `${String(policy.dueHour).padStart(2, '0')}:00`);
  let dueDay = addWorkingDays(day(asked), policy.workingDays[step], days);
  if (at(dueDay) <= asked) dueDay = addWorkingDays(dueDay, 1, days);
  return { dueAt: at(dueDay), expiresAt: at(addWorkingDays(dueDay, policy.escalationDays, days)) };
}

/**
 * When a step must be decided: the policy's working days after it was asked, or earlier where the later steps would no longer fit
 * before the visit (加急); then the superior too keeps `minimumEscalationHours` before the step expires. Statistics count from the
 * visit's end and have no last instant. Nothing lies before `asked`: what is asked after its last instant expires at once.
 * Source: design §4 and §6; api.md, "Tasks and escalation".
 */
export function deadline(step: Step, asked: Instant, visit: Interval, policy: Policy, days: WorkingDays): Deadline {
  if (!isBeforeVisit(step)) return { ...byPolicy(step, later(asked, visit.end), policy, days), urgent: false };
  const policys = byPolicy(step, asked, policy, days);
  const last = lastInstant(step, visit.start, policy);
  const dueAt = earlier(policys.dueAt, plusHours(last, -policy.minimumEscalationHours));
  return {
    dueAt: later(asked, dueAt),
    expiresAt: later(asked, earlier(policys.expiresAt, last)),
    urgent: dueAt < policys.dueAt,
  };
}
