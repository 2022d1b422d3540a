import { emptySeat } from '../decisions/ending.ts';
import { isLate } from '../decisions/last-hours.ts';
import { freeSpeaker, seatSpeaker } from '../decisions/seating.ts';
import type { Situation } from '../decisions/step-rule.ts';
import { seatOf } from '../decisions/step-rule.ts';
import { approvedWith } from '../decisions/steps/union-approval.ts';
import type { Task } from '../decisions/task.ts';
import { blocked } from '../matching/constraints.ts';
import { matchRequestOf } from '../matching/request-of.ts';
import { NotRecorded, TaskClosed, VisitTookPlace } from '../platform/problems.ts';
import type { Write } from '../platform/writes.ts';
import { changeSeat, epochAfter, fillSeat } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import { lineUpOf } from '../visits/line-up.ts';
import { slotOf } from '../visits/slot.ts';
import { seatStatus } from '../visits/status.ts';
import type { Actor, Seat } from '../visits/visit.ts';
import { nextEpoch, onlyProposed, refuseIfOver } from './next-epoch.ts';
import type { Why } from './why.ts';

/**
 * The party for which the union entered an answer (代录) objects, until the visit starts: its word is void and it is asked again,
 * in a new epoch; what others have agreed to stands, the school included as long as the line-up stays the same. Whose refusal was
 * entered wrongly may be asked again. Pure.
 * @throws NotRecorded; TaskClosed when the answer has no effect any more; VisitOver, VisitTookPlace
 */
export function object(s: Situation, task: Task, why: Why, by: Actor): Write[] {
  const { visit, now } = s;
  if (!task.decision?.by?.onBehalfOf) throw new NotRecorded();
  refuseIfOver(s, 'start');
  if (visit.slot && visit.slot.start <= now.toISOString()) throw new VisitTookPlace();
  const objected = (epoch: { epoch: number }) =>
    eventWrite({ ...visit, ...epoch }, 'objected', now, { by, ...why, step: task.step, seat: task.seat || undefined });
  if (answeredSince(s, task)) throw new TaskClosed();
  if (task.decision.body.outcome === 'decline') {
    const back = seatedAgain(s, task);
    return back ? [...back, objected(epochAfter(visit))] : [...mayBeAskedAgain(s, task), objected(visit)];
  }
  const confirmed = visit.schoolConfirmedAt !== undefined;
  const schoolAgreed =
    task.step === 'school-confirmation' || !visit.slot ? undefined : confirmed ? lineUpOf(visit, s.seats) : visit.schoolAgreed;
  const kept = isLate(s) && task.step !== 'school-confirmation';
  const proposed = onlyProposed(s);
  for (const seat of proposed) freeSpeaker(s, seat);
  return [
    // In the last hours the school's word stands, as for a withdrawal.
    ...nextEpoch(s, {
      // A time that the school has agreed to stays, whoever else has to be found.
      ...(confirmed && { slot: { ...visit.slot!, fixed: true } }),
      ...(kept ? {} : { schoolAgreed, schoolConfirmedAt: undefined, statistics: undefined }),
    }),
    ...(task.seat > 0 ? [changeSeatWithout(s, task)] : takenBack(s, task)),
    ...proposed.flatMap((seat) => emptySeat(s, seat, seat.past)),
    ...s.ledger.writes(),
    objected(epochAfter(visit)),
  ];
}

/** The seat without the word that was entered. */
function changeSeatWithout(s: Situation, task: Task): Write {
  const seat = seatOf(s, task);
  if (task.step === 'speaker-confirmation') {
    if (seat.speakerConfirmedAt === undefined) throw new TaskClosed();
    return withoutConfirmation(s, seat);
  }
  const given = seat.releases.find(({ employer, releasedAt }) => employer === task.employer && releasedAt !== undefined);
  if (!given) throw new TaskClosed();
  const releases = seat.releases.map((each) => (each === given ? { employer: each.employer, need: each.need } : each));
  return changeSeat(s.visit, seat, { releases });
}

const withoutConfirmation = (s: Situation, seat: Seat): Write => ({
  ...(changeSeat(s.visit, seat, {}) as Extract<Write, { update: unknown }>),
  remove: ['speakerConfirmedAt'],
});

/** The school's word stands on the visit, which the new epoch changes anyway. */
function takenBack({ visit }: Situation, { step }: Task): Write[] {
  const agreed = visit.schoolConfirmedAt ?? visit.schoolAgreed;
  if (step !== 'school-confirmation' || agreed === undefined) throw new TaskClosed();
  return [];
}

/** Who sat in the seat that a question was about; nobody where it was about the whole visit. */
export const speakerOf = ({ step, party, speaker }: Task): string | undefined =>
  speaker ?? (step === 'speaker-confirmation' ? party : undefined);

/** The seat is still empty and the speaker free: asked again, there, as the union has approved. */
function seatedAgain(s: Situation, task: Task): Write[] | undefined {
  const { visit } = s;
  const seat = s.seats.find((each) => each.seat === task.seat);
  const speaker = s.pool.get(speakerOf(task) ?? '');
  if (!seat || !speaker || !visit.slot || seatStatus(seat, visit) !== 'open' || !seat.past.includes(speaker.id))
    return undefined;
  const request = matchRequestOf(s, [seat.seat]);
  if (blocked(speaker, request, slotOf(visit), s.policy, s.ledger.fact(speaker.id))) return undefined;
  const place = { ...seat, past: seat.past.filter((id) => id !== speaker.id) };
  const proposed = onlyProposed(s);
  for (const each of proposed) freeSpeaker(s, each);
  const filled = seatSpeaker(s, place, seat.round + 1, speaker);
  return [
    ...nextEpoch(s, { approved: approvedWith(visit, [filled]) }),
    ...fillSeat(visit, slotOf(visit).start, seat, filled, speaker.union),
    ...proposed.flatMap((each) => emptySeat(s, each, each.past)),
    ...s.ledger.writes(),
  ];
}

/** The seat has gone on, or after a school's refusal all of them; who sat there is no longer kept out. */
function mayBeAskedAgain({ visit, seats }: Situation, task: Task): Write[] {
  const concerned = seats.filter((seat) =>
    task.seat > 0 ? seat.seat === task.seat : ['open', 'proposed'].includes(seatStatus(seat, visit)),
  );
  const readmitted = concerned.flatMap((seat) => {
    const speaker = speakerOf(task) ?? seat.past.at(-1);
    if (speaker === undefined || !seat.past.includes(speaker)) return [];
    return [changeSeat(visit, seat, { past: seat.past.filter((id) => id !== speaker) })];
  });
  if (readmitted.length === 0) throw new TaskClosed();
  return readmitted;
}

/** The party has been asked again since, and somebody has answered. */
const answeredSince = ({ tasks }: Situation, task: Task): boolean =>
  tasks.some(
    ({ epoch, step, seat, party, speaker, decision }) =>
      epoch > task.epoch &&
      step === task.step &&
      seat === task.seat &&
      party === task.party &&
      speaker === task.speaker &&
      decision?.by,
  );
