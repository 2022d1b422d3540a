import { emptySeat, endWithout, requires } from '../decisions/ending.ts';
import { isLate } from '../decisions/last-hours.ts';
import { freeSpeaker } from '../decisions/seating.ts';
import type { Situation } from '../decisions/step-rule.ts';
import { SeatOpen } from '../platform/problems.ts';
import type { Write } from '../platform/writes.ts';
import { epochAfter } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import type { Actor } from '../visits/visit.ts';
import { nextEpoch, onlyProposed, refuseIfOver } from './next-epoch.ts';
import type { Why } from './why.ts';

/**
 * A speaker who had agreed cannot come after all, an employer takes its release back, or the union that owns the pool entry objects
 * to the use of its speaker. The seat goes to the next reserve or to the next match; the school's word is void with the speaker
 * (design §3). In the last hours before a confirmed visit it stands: the union looks for somebody else, and the school is told. Pure.
 * @throws VisitOver, VisitTookPlace; SeatOpen when nobody sits there any more
 */
export function withdraw(s: Situation, number: number, why: Why, by: Actor): Write[] {
  refuseIfOver(s, 'start');
  const seat = s.seats.find((each) => each.seat === number);
  if (seat?.speaker === undefined) throw new SeatOpen({ seat: number });
  const { visit } = s;
  const confirmed = visit.schoolConfirmedAt !== undefined;
  const late = isLate(s);
  const type = by.role === 'union' && !by.onBehalfOf ? 'union-objected' : 'withdrawn';
  const facts = { by, ...why, seat: seat.seat, speaker: seat.speaker };
  if (requires(s, seat) && !late) {
    return endWithout(s, seat, [type, facts], { schoolConfirmedAt: undefined, schoolAgreed: undefined, statistics: undefined });
  }
  const proposed = onlyProposed(s).filter((each) => each !== seat);
  for (const each of [seat, ...proposed]) freeSpeaker(s, each);
  return [
    ...nextEpoch(s, {
      ...(confirmed && { slot: { ...visit.slot!, fixed: true } }),
      ...(!late && { schoolConfirmedAt: undefined, statistics: undefined }),
      schoolAgreed: undefined,
    }),
    ...emptySeat(s, seat, [...seat.past, seat.speaker]),
    ...proposed.flatMap((each) => emptySeat(s, each, each.past)),
    ...s.ledger.writes(),
    eventWrite({ ...visit, ...epochAfter(visit) }, type, s.now, facts),
  ];
}
