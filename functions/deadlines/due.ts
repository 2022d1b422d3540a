import type { Instant, Interval } from '../platform/schema.ts';
import { reportDue } from './filing.ts';
import type { Policy, Step } from './policy.ts';
import { day, instantAt, plusDays, plusHours } from './shanghai-time.ts';
import { addWorkingDays, anyProvisional, type WorkingDays, workingDaysBefore, workingDaysBetween } from './working-days.ts';

/** When a step should be decided, when it can be decided no longer, and whether it had to be shortened (加急). */
export interface Deadline {
  /** From here on the superior organisation may decide too. */
  dueAt: Instant;
  /** Never before `dueAt`. */
  expiresAt: Instant;
  /** The policy's `dueAt` would have come too late for this visit. */
  urgent: boolean;
  /** A year was counted whose holidays are not announced yet: the dates may still move. */
  provisional: boolean;
}

export type StepBeforeVisit = Exclude<Step, 'statistics'>;

/** The steps that must be over when a visit starts, in the order in which they follow each other in a city (design §3). */
export function stepsBeforeVisit({ order, clearance }: Pick<Policy, 'order' | 'clearance'>): StepBeforeVisit[] {
  const seat: StepBeforeVisit[] = ['employer-release', 'speaker-confirmation'];
  return [
    'union-approval',
    ...(clearance ? (['clearance'] as const) : []),
    ...(order === 'speaker-first' ? seat.reverse() : seat),
    'school-confirmation',
  ];
}

const isBeforeVisit = (step: Step): step is StepBeforeVisit => step !== 'statistics';
const earlier = (a: Instant, b: Instant) => (a < b ? a : b);
const later = (a: Instant, b: Instant) => (a > b ? a : b);
const minimumHours = (steps: readonly Step[], policy: Policy) =>
  steps.reduce((hours, step) => hours + policy.minimumHours[step], 0);

/**
 * The last instant at which a step may end so that every later step keeps its `minimumHours` before the visit (design §4). Those of
 * `given` have been answered already, and need none.
 */
export function lastInstant(
  step: StepBeforeVisit,
  visitStart: Instant,
  policy: Policy,
  given: readonly StepBeforeVisit[] = [],
): Instant {
  const steps = stepsBeforeVisit(policy);
  const laterSteps = steps.slice(steps.indexOf(step) + 1).filter((each) => !given.includes(each));
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

const byHour = (date: string, { dueHour }: Policy) => instantAt(date, `${String(dueHour).padStart(2, '0')}:00`);

const inWorkingDays = (step: Step, asked: Instant, policy: Policy, days: WorkingDays) =>
  addWorkingDays(day(asked), policy.workingDays[step], days);

/** The deadline by working days alone. Where they leave no time, because their hour has passed, the next working day counts. */
function byPolicy(wished: string, asked: Instant, policy: Policy, days: WorkingDays) {
  const at = (date: string) => byHour(date, policy);
  const dueDay = at(wished) > asked ? wished : addWorkingDays(day(asked), 1, days);
  return { dueAt: at(dueDay), expiresAt: at(addWorkingDays(dueDay, policy.escalationDays, days)) };
}

/**
 * The day on which the statistics are due: so many working days after the visit, or one working day before the report in which it
 * stands, whichever is earlier; where that leaves no time, the next working day. Source: issue D.
 */
function statisticsDay(asked: Instant, visit: Interval, policy: Policy, days: WorkingDays): string {
  const beforeReport = workingDaysBefore(reportDue(day(visit.start), policy.filing, days), 1, days);
  const reported = later(beforeReport, addWorkingDays(day(asked), 1, days));
  return earlier(inWorkingDays('statistics', asked, policy, days), reported);
}

/** Whether a question's dates rest on a year whose holidays are not announced. The day of asking itself is not counted. */
export const isProvisional = (asked: Instant, expiresAt: Instant, days: WorkingDays): boolean =>
  anyProvisional(plusDays(day(asked), 1), day(expiresAt), days);

/**
 * When a step must be decided: the policy's working days after it was asked, or earlier where the later steps would no longer fit
 * before the visit (加急); then the superior too keeps `minimumEscalationHours` before the step expires. The school's confirmation
 * leaves the union as many hours, to which it goes when the school is silent. Where its `minimumHours` do not fit any more (somebody
 * fell ill in the morning) a step has more than what is left for it (`lateDeadline`). Statistics count from the visit's end and have no last instant,
 * but the report in which they stand. Nothing lies before `asked`. Source: design §4 and §6; api.md, "Tasks and escalation".
 */
export function deadline(
  step: Step,
  asked: Instant,
  visit: Interval,
  policy: Policy,
  days: WorkingDays,
  given: readonly StepBeforeVisit[] = [],
): Deadline {
  if (!isBeforeVisit(step)) {
    const from = later(asked, visit.end);
    const dates = byPolicy(statisticsDay(from, visit, policy, days), from, policy, days);
    return { ...dates, urgent: false, provisional: isProvisional(from, dates.expiresAt, days) };
  }
  const policys = byPolicy(inWorkingDays(step, asked, policy, days), asked, policy, days);
  const left = step === 'school-confirmation' ? policy.minimumEscalationHours : 0;
  const end = lastInstant(step, visit.start, policy, given);
  const last = plusHours(end, -left);
  const dueAt = earlier(policys.dueAt, plusHours(last, -policy.minimumEscalationHours));
  const inTime = plusHours(asked, policy.minimumHours[step]) <= end;
  const expiresAt = later(asked, earlier(policys.expiresAt, inTime ? last : lateDeadline(step, asked, visit, policy)));
  return {
    ...{ dueAt: later(asked, dueAt), expiresAt },
    ...{ urgent: dueAt < policys.dueAt, provisional: isProvisional(asked, expiresAt, days) },
  };
}

/**
 * What is asked too late has until the visit starts; the school half of that, and the union the other half. In a seat somebody else
 * can still step in: there a silent party has the step's `minimumHours`.
 */
function lateDeadline(step: StepBeforeVisit, asked: Instant, { start }: Interval, policy: Policy): Instant {
  if (step === 'employer-release' || step === 'speaker-confirmation')
    return earlier(start, plusHours(asked, policy.minimumHours[step]));
  if (step !== 'school-confirmation' || start <= asked) return start;
  return new Date((Date.parse(asked) + Date.parse(start)) / 2).toISOString();
}

/** So long somebody has to whom the question of a silent one was passed: the days of an escalation. */
export const escalationDeadline = (now: Instant, policy: Policy, days: WorkingDays): Instant =>
  byHour(addWorkingDays(day(now), policy.escalationDays, days), policy);

/** Until when an absence that was told now may be contested. */
export const objectionDeadline = (now: Instant, policy: Policy, days: WorkingDays): Instant =>
  byHour(addWorkingDays(day(now), policy.absenceObjectionDays, days), policy);

/** Until when the union may answer for a silent school: as long, at the latest until the visit starts. */
export const handOverDeadline = (now: Instant, visit: Interval, policy: Policy, days: WorkingDays): Instant =>
  earlier(escalationDeadline(now, policy, days), visit.start);
