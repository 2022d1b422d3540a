import { deadline } from '../deadlines/due.ts';
import type { Policy } from '../deadlines/policy.ts';
import { remindersOf } from '../deadlines/reminders.ts';
import { workingDaysOf } from '../deadlines/working-days.ts';
import { type Task, taskName } from '../decisions/task.ts';
import { SWEEP, taskKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import { changeSeat, changeVisit } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import type { VisitCore } from '../visits/store.ts';

/** What other dates mean for the open questions of a visit. Pure. */

export interface Dates {
  dueAt: Instant;
  expiresAt: Instant;
}

export interface Move {
  task: Task;
  from: Dates;
  to: Dates;
  provisional: boolean;
}

type Asked = Pick<VisitCore, 'visit' | 'tasks'>;

/**
 * The open questions with the dates that they would have had, had they been asked by this policy; none of these lies before now. A
 * question that was passed on to another has a date of its own, and keeps it.
 */
export function movesOf({ visit, tasks }: Asked, policy: Policy, now: Instant): Move[] {
  const { slot, schoolConfirmedAt } = visit;
  if (!slot) return [];
  const days = workingDaysOf(policy.calendar);
  const open = tasks.filter(({ state, epoch, passedOn }) => state === 'open' && epoch === visit.epoch && !passedOn);
  return open.map((task) => {
    const { step, openedAt, dueAt, expiresAt } = task;
    const agreed = schoolConfirmedAt !== undefined && schoolConfirmedAt <= openedAt;
    const asked = step === 'statistics' ? slot.end : openedAt;
    const wished = deadline(step, asked, slot, policy, days, agreed ? ['school-confirmation'] : []);
    const to = { dueAt: notBefore(now, dueAt, wished.dueAt), expiresAt: notBefore(now, expiresAt, wished.expiresAt) };
    return { task, from: { dueAt, expiresAt }, to, provisional: wished.provisional };
  });
}

/** A date that would have passed falls now; one that has passed already stays as it is. */
function notBefore(now: Instant, present: Instant, wished: Instant): Instant {
  if (wished > now) return wished;
  return present < now ? present : now;
}

export const isMoved = ({ from, to }: Move): boolean => from.dueAt !== to.dueAt || from.expiresAt !== to.expiresAt;

/**
 * The writes that give a visit the dates of this policy: the version on the visit, new dates for its open questions, an event for each
 * that moved. All seats take part, so that a question that is asked at this very moment is asked by the new dates.
 */
export function extension(core: VisitCore, policy: Policy, version: number, now: Date): Write[] {
  const { visit, seats } = core;
  const moves = movesOf(core, policy, now.toISOString());
  return [
    changeVisit(visit, now, { dates: version }),
    ...seats.map((seat) => changeSeat(visit, seat, {})),
    ...moves.map((move) => moveTask(move, nextLook(move, core, policy, now.toISOString()))),
    ...moves
      .filter(isMoved)
      .map(({ task: { step, seat, party }, from, to }) =>
        eventWrite(visit, 'deadline-moved', now, { step, seat, party, from, to }),
      ),
  ];
}

/** Only while it is open, and its dates are the ones that were read. What was due earlier is reminded of anew. */
const moveTask = ({ task, from, to, provisional }: Move, look: Instant): Write => ({
  update: taskKey(task.city, task.visit, taskName(task)),
  set: { ...to, provisional, [SWEEP.sk]: look, ...(to.dueAt > from.dueAt && { reminded: [] }) },
  where: { state: 'open', ...from },
});

/**
 * When the sweep looks at it again: for the first reminder that is still to go out, and when it expires. Its superior is added when it
 * is due, also where people hear of it only in the morning; if that has passed, the sweep comes at once.
 */
function nextLook({ task, from, to }: Move, { visit }: Asked, policy: Policy, now: Instant): Instant {
  const told = to.dueAt > from.dueAt ? [] : (task.reminded ?? []);
  const waiting = { openedAt: task.openedAt, dueAt: to.dueAt, visitStart: visit.slot!.start };
  const reminders = remindersOf(waiting, policy, workingDaysOf(policy.calendar))
    .filter(({ kind }) => !told.includes(kind))
    .map(({ kind, at }) => (kind === 'overdue' ? to.dueAt : at > now ? at : to.expiresAt));
  return [...reminders, to.expiresAt].sort()[0]!;
}
