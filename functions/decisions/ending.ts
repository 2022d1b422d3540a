import type { Write } from '../platform/writes.ts';
import { changeVisit, fillSeat } from '../visits/changes.ts';
import { slotOf } from '../visits/slot.ts';
import type { Ending, Reason, Seat, Visit } from '../visits/visit.ts';
import { freeSpeaker } from './seating.ts';
import type { Situation } from './step-rule.ts';
import { type Task, taskName } from './task.ts';
import { closeTask } from './task-writes.ts';

/** Ends the visit: all holds are given back, other open tasks close. The seats keep showing who had been foreseen. */
export function endVisit(c: Situation, status: Ending, reasons: Reason[], set: Partial<Visit> = {}): Write[] {
  for (const seat of c.seats) freeSpeaker(c, seat);
  return [
    changeVisit(c.visit, c.now, { ...set, ended: { status, at: c.now.toISOString(), reasons } }),
    ...c.ledger.writes(),
    ...closeOthers(c, () => true),
  ];
}

/** Empties a seat: its speaker is free again and is not asked again for this visit; its open tasks close. */
export function vacate(c: Situation, seat: Seat): Write[] {
  freeSpeaker(c, seat);
  return [
    ...emptySeat(c, seat, [...seat.past, ...speakers(seat)]),
    ...closeOthers(c, (task) => task.seat === seat.seat && task.round === seat.round),
  ];
}

/**
 * The seat without a speaker; whoever takes it next sits there in the next round. `past` are those who are not asked again. A seat
 * that is given up is looked for no more.
 */
export function emptySeat({ visit }: Pick<Situation, 'visit'>, seat: Seat, past: string[], givenUp = false): Write[] {
  const empty: Seat = { seat: seat.seat, round: seat.round, version: seat.version + 1, releases: [], past };
  return fillSeat(visit, slotOf(visit).start, seat, givenUp ? { ...empty, givenUp } : empty);
}

const speakers = ({ speaker }: Seat) => (speaker === undefined ? [] : [speaker]);

const closeOthers = ({ tasks, task }: Situation & { task?: Task }, concerned: (other: Task) => boolean): Write[] =>
  tasks
    .filter((other) => other.state === 'open' && (!task || taskName(other) !== taskName(task)) && concerned(other))
    .map(closeTask);
