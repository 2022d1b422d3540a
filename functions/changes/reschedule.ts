import { isUrgent } from '../deadlines/due.ts';
import { emptySeat } from '../decisions/ending.ts';
import { freeSpeaker, seatSpeaker } from '../decisions/seating.ts';
import type { Situation } from '../decisions/step-rule.ts';
import { blocked, evaluate } from '../matching/constraints.ts';
import { matchRequestOf } from '../matching/request-of.ts';
import { slotsKey } from '../platform/keys.ts';
import { Invalid, TooLate } from '../platform/problems.ts';
import type { Write } from '../platform/writes.ts';
import { epochAfter, fillSeat, listedAt, relist } from '../visits/changes.ts';
import { checkSlots, slotsThatFit } from '../visits/check-slots.ts';
import { eventWrite } from '../visits/events.ts';
import { seatStatus } from '../visits/status.ts';
import type { Actor, Seat, Slot } from '../visits/visit.ts';
import { nextEpoch, refuseIfOver } from './next-epoch.ts';
import type { Why } from './why.ts';

/**
 * Moves a visit to other times, from any open state. The union's approval still holds, all else is void (design §3): the approved
 * speakers keep their seats at the first of the new times at which most of them can come, and everybody is asked again; who cannot
 * come leaves the seat to a reserve or to the next match, and may be asked again should the visit move once more. Pure.
 * @throws VisitOver, VisitTookPlace; Invalid and TooLate as for a request
 */
export function reschedule(s: Situation, slots: Slot[], why: Why, by: Actor): Write[] {
  refuseIfOver(s, 'start');
  const errors = checkSlots(slots, s.now, s.policy);
  if (errors.length > 0) throw new Invalid(errors);
  const [first] = slotsThatFit(slots, s.now, s.policy);
  if (!first) throw new TooLate();
  const approved = s.seats.filter((seat) => !['open', 'given-up', 'proposed'].includes(seatStatus(seat, s.visit)));
  for (const seat of s.seats) freeSpeaker(s, seat);
  const { index, kept } = bestOf(s, slots, approved);
  const chosen = kept.length > 0 ? slots[index] : undefined;
  const start = (chosen ?? slots[0]!).start;
  const slot = chosen && { index, start: chosen.start, end: chosen.end };
  const moved = { ...s, request: { ...s.request, slots }, visit: { ...s.visit, slot } };
  const { when, others } = relist(s.visit, s.request, start);
  const seats = s.seats.flatMap((seat) => {
    if (!kept.includes(seat)) return seat.speaker === undefined && !seat.givenUp ? [] : emptySeat(s, seat, seat.past);
    const speaker = s.pool.get(seat.speaker!)!;
    return fillSeat(moved.visit, start, seat, seatSpeaker(moved, seat, seat.round, speaker), speaker.union);
  });
  return [
    ...nextEpoch(s, {
      ...{ slot, when, urgent: isUrgent(s.now.toISOString(), (slot ?? first).start, s.policy, s.days) },
      ...{ schoolConfirmedAt: undefined, schoolAgreed: undefined, statistics: undefined },
      movedByOthers: by.role === 'school' ? undefined : true,
    }),
    ...(when === listedAt(s.visit.slot?.start ?? s.request.slots[0]!.start, s.visit.id) ? [] : others),
    { put: { ...slotsKey(s.visit.city, s.visit.id), slots } },
    ...seats,
    ...s.ledger.writes(),
    eventWrite({ ...s.visit, ...epochAfter(s.visit) }, 'rescheduled', s.now, {
      ...{ by, ...why, from: s.visit.slot?.start, to: slots.map((each) => each.start) },
    }),
  ];
}

/** The first of the times at which most of the approved can come; their old claims are given back already. */
function bestOf(s: Situation, slots: Slot[], approved: Seat[]): { index: number; kept: Seat[] } {
  const fitting = slotsThatFit(slots, s.now, s.policy);
  const able = slots.map((slot) => {
    if (!fitting.includes(slot)) return [];
    const who = approved.filter((seat) => {
      const speaker = s.pool.get(seat.speaker!);
      const request = { ...matchRequestOf(s, [seat.seat]), slots };
      if (!speaker || evaluate(speaker, request, slot, s.policy, s.now.toISOString(), s.days).length > 0) return false;
      return blocked(speaker, request, slot, s.policy, s.ledger.fact(speaker.id)) === undefined;
    });
    // Without the speaker whom the school requires nobody comes.
    const { speakerRequired, speakerId } = s.request;
    return speakerRequired && !who.some(({ speaker }) => speaker === speakerId) ? [] : who;
  });
  const most = Math.max(...able.map(({ length }) => length));
  const index = able.findIndex(({ length }) => length === most);
  return { index, kept: able[index]! };
}
