import { remindersOf } from '../deadlines/reminders.ts';
import { INBOX, inboxOf, SWEEP, sweepOf, taskKey, visitKey } from '../platform/keys.ts';
import type { Write } from '../platform/writes.ts';
import { changeSeat, lookAfter } from '../visits/changes.ts';
import { poolUnionsOf, type VisitCore } from '../visits/store.ts';
import { nextDeadline, type Situation, seatAsked } from './step-rule.ts';
import { steps } from './steps/index.ts';
import { type Task, type TaskRef, taskName } from './task.ts';

/**
 * The writes of asking: the open task, or the new token for the one that is there. A question about a seat whose speaker is gone
 * (an employer refused, say) is closed as soon as it is asked, and one whose answer is known is answered: then the waker goes on at
 * once. Pure.
 */
export function ask(s: Situation, ref: TaskRef, token: string): Write[] {
  const { visit, tasks, now } = s;
  const { epoch, run } = visit;
  const name = taskName(ref);
  const key = taskKey(visit.city, visit.id, name);
  const seat = seatAsked(s, ref);
  // Whoever changes the seat, or the way of the visit, at the same moment meets this question, or this question that change;
  // so does who moves its dates, and raises the version of every seat.
  const here = { epoch, run, dates: visit.dates ?? { missing: true as const } };
  const current: Write = seat ? changeSeat(visit, seat, {}) : { check: visitKey(visit.city, visit.id), where: here };
  if (tasks.some((task) => taskName(task) === name)) {
    return [{ update: key, set: { token, run }, where: { run: { notAbove: run } } }, current];
  }
  const { dueAt, expiresAt, provisional } = nextDeadline(s, ref.step);
  const speaker = seat?.speaker;
  const about = speaker === undefined ? ref : { ...ref, speaker };
  const poolUnion = ref.step === 'speaker-confirmation' ? poolUnionsOf(s).get(ref.seat) : undefined;
  const base = {
    ...{ ...about, visit: visit.id, city: visit.city, union: visit.union },
    ...(poolUnion !== undefined && poolUnion !== visit.union && { poolUnion }),
    ...{ openedAt: now.toISOString(), dueAt, expiresAt, run, token },
    ...(provisional && { provisional }),
  };
  const party = partyOf(s, ref);
  // What is answered already is wanted at once: should the wake-up be lost, the sweep sends it within the hour.
  const watched = { [SWEEP.pk]: sweepOf(visit.city), ...lookAfter(now.toISOString(), 1) };
  if (party === undefined) {
    const closed: Task = { ...base, party: visit.union, state: 'closed', result: { outcome: 'closed' } };
    return [{ put: { ...key, ...closed, ...watched }, where: 'absent' }, current];
  }
  const task: Task = { ...base, party, state: 'open' };
  const known = steps[ref.step].known?.({ ...s, task, organisations: new Map() });
  if (known) {
    const { outcome, by } = known;
    const decision = { body: { outcome }, ...(by && { by }), at: now.toISOString() };
    const decided: Task = { ...task, state: 'decided', decision, result: known.result };
    // A transaction takes an item once: what an answer changes is conditional on more than `current` is.
    const writes = known.writes.length > 0 ? known.writes : [current];
    return [{ put: { ...key, ...decided, ...watched }, where: 'absent' }, ...writes];
  }
  const indexed = { [INBOX.pk]: inboxOf(visit.city, party), [SWEEP.pk]: sweepOf(visit.city), [SWEEP.sk]: firstLook(s, task) };
  return [{ put: { ...key, ...task, ...indexed }, where: 'absent' }, current];
}

/** When the sweep first looks at an open question: at its first reminder. */
function firstLook({ visit, policy, days }: Situation, { openedAt, dueAt, expiresAt }: Task): string {
  const visitStart = visit.slot?.start ?? expiresAt;
  const [first] = remindersOf({ openedAt, dueAt, visitStart }, policy, days);
  return first!.at < dueAt ? first!.at : dueAt;
}

/** Who answers a question, an organisation or the speaker; nobody when the seat is no longer the one asked about. */
function partyOf(core: VisitCore, { step, seat, round, employer }: TaskRef): string | undefined {
  const { visit } = core;
  if (step === 'union-approval') return visit.union;
  if (step === 'clearance') return visit.education;
  if (step === 'school-confirmation' || step === 'statistics') return visit.school;
  const asked = seatAsked(core, { seat, round });
  return asked && step === 'employer-release' ? employer : asked?.speaker;
}
