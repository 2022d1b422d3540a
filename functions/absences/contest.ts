import { AlreadyContested, Invalid, NotAbsent, NotFound, ObjectionOver } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Write } from '../platform/writes.ts';
import { changeSeat, changeVisit } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Absence, Actor, Seat } from '../visits/visit.ts';
import type { ContestBody } from './contract.ts';

/** A seat whose speaker is said not to have come. */
export type AbsentSeat = Seat & { speaker: string; absence: Absence };

/** @throws NotFound for who does not sit in the visit; NotAbsent for who is not said to have missed it */
export function absentSeat({ seats }: Pick<VisitCore, 'seats'>, speaker: string): AbsentSeat {
  const seat = seats.find((each) => each.speaker === speaker);
  if (!seat) throw new NotFound();
  if (!seat.absence) throw new NotAbsent();
  return { ...seat, speaker, absence: seat.absence };
}

/** Whose word it is: a speaker's own, or what the union of the pool entry enters (代录). @throws Invalid */
export function objector(by: Actor, party: string, { channel, evidence }: ContestBody): Actor {
  if (by.role === 'union') {
    if (channel === undefined) throw new Invalid([fieldError('channel', 'required')]);
    return { ...by, onBehalfOf: { party, channel, evidence } };
  }
  const entered = Object.entries({ channel, evidence }).filter(([, value]) => value !== undefined);
  if (entered.length > 0) throw new Invalid(entered.map(([field]) => fieldError(field, 'union-only')));
  return by;
}

/**
 * A speaker contests that they did not come, in the days that were given when it was told. Pure.
 * @throws AlreadyContested; ObjectionOver once the days are over
 */
export function contest({ visit }: VisitCore, seat: AbsentSeat, body: ContestBody, by: Actor, now: Date): Write[] {
  const { absence, speaker } = seat;
  const at = now.toISOString();
  if (absence.contested) throw new AlreadyContested();
  if (absence.until <= at) throw new ObjectionOver({ until: absence.until });
  const { reasonCode, text } = body;
  return [
    // The visit is another for whoever read it.
    changeVisit(visit, now, {}),
    changeSeat(visit, seat, { absence: { ...absence, contested: { at, by: by.person } } }),
    eventWrite(visit, 'absence-contested', now, { by, seat: seat.seat, speaker, reasonCode, text }),
  ];
}
