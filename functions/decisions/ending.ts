import { requiredMissing } from '../matching/reasons.ts';
import type { Write } from '../platform/writes.ts';
import { changeSeat, changeVisit, epochAfter, fillSeat } from '../visits/changes.ts';
import { type EventType, eventWrite } from '../visits/events.ts';
import { slotOf } from '../visits/slot.ts';
import type { Ending, Reason, Seat, Visit } from '../visits/visit.ts';
import { freeSpeaker } from './seating.ts';
import type { Situation } from './step-rule.ts';
import { type Task, taskName } from './task.ts';
import { closeTask } from './task-writes.ts';

/**
 * Ends the visit: all holds are given back, other open tasks close. The seats keep showing who had been foreseen; their versions
 * rise, so that nobody is asked about them or answers for them at the same moment.
 */
export function endVisit(c: Situation, status: Ending, reasons: Reason[], set: Partial<Visit> = {}): Write[] {
  for (const seat of c.seats) freeSpeaker(c, seat);
  return [
    changeVisit(c.visit, c.now, { ...set, ended: { status, at: c.now.toISOString(), reasons } }),
    ...c.seats.map((seat) => changeSeat(c.visit, seat, {})),
    ...c.ledger.writes(),
    ...closeOthers(c, () => true),
  ];
}

/** What happened to a seat, as its event tells. */
type Happened = [type: EventType, facts: Record<string, unknown>];

/**
 * A seat loses its speaker. Where the school requires that one nobody can take the place, and the others would be asked in vain:
 * the visit ends. Once the school has agreed its word stands (last-hours.ts).
 */
export function loseSpeaker(c: Situation, seat: Seat, happened: Happened): Write[] {
  if (requires(c, seat) && c.visit.schoolConfirmedAt === undefined) return endWithout(c, seat, happened);
  const [type, facts] = happened;
  return [...vacate(c, seat), ...c.ledger.writes(), eventWrite(c.visit, type, c.now, facts)];
}

/** The end of a visit whose required speaker cannot come, in a new epoch, which stops its execution. */
export function endWithout(c: Situation, { speaker }: Seat, [type, facts]: Happened, set: Partial<Visit> = {}): Write[] {
  const next = epochAfter(c.visit);
  const who = { id: speaker!, name: c.pool.get(speaker!)?.name ?? speaker! };
  return [
    ...endVisit(c, 'unmatched', requiredMissing(who, 'excluded', slotOf(c.visit)), { ...next, ...set }),
    eventWrite({ ...c.visit, ...next }, type, c.now, facts),
    eventWrite({ ...c.visit, ...next }, 'unmatched', c.now, {}),
  ];
}

/** Without this seat's speaker the school wants no visit. */
export const requires = ({ request }: Pick<Situation, 'request'>, { speaker }: Seat): boolean =>
  request.speakerRequired && speaker !== undefined && speaker === request.speakerId;

/** Whose time changes when the speaker of this seat is lost. */
export const losing = (core: Pick<Situation, 'request' | 'seats'>, seat: Seat): string[] =>
  (requires(core, seat) ? core.seats : [seat]).flatMap(speakers);

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
