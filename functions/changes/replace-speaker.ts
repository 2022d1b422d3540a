import { day, instantAt, plusHours } from '../deadlines/shanghai-time.ts';
import { emptySeat } from '../decisions/ending.ts';
import { freeSpeaker, seatSpeaker } from '../decisions/seating.ts';
import type { Situation } from '../decisions/step-rule.ts';
import { approvedWith } from '../decisions/steps/union-approval.ts';
import { blocked, evaluate } from '../matching/constraints.ts';
import { matchRequestOf } from '../matching/request-of.ts';
import { Invalid, SeatOpen, SpeakerUnavailable, TooEarly } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Instant } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import { epochAfter, fillSeat } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import { slotOf } from '../visits/slot.ts';
import type { Actor, Release, Seat } from '../visits/visit.ts';
import { nextEpoch, onlyProposed, refuseIfOver } from './next-epoch.ts';
import type { Why } from './why.ts';

/** What the union says and records: whom, for which seat, and how that speaker said yes. */
export interface Replacement extends Why {
  seat: number;
  speakerId: string;
  channel: string;
  evidence?: string | undefined;
}

/**
 * What the speaker's own yes makes good: hours, notice and district of the profile are wishes, and who was silent or declined before
 * may say yes now.
 */
const WAIVED = ['notice', 'availability', 'district', 'excluded'];

/**
 * Another speaker in the last hours before the visit (design §3; domain.md, "How people really work"): a reserve or the union's
 * choice, whose consent it has by phone. The employer is told and not asked, the school's word stands, and the visit goes on where
 * it is. Pure.
 * @throws VisitOver, VisitTookPlace; TooEarly before the last hours; Invalid for somebody unknown, excluded or unsuitable;
 *   SpeakerUnavailable for somebody who is not free
 */
export function replaceSpeaker(
  s: Situation,
  { seat: number, speakerId, channel, evidence, ...why }: Replacement,
  by: Actor,
): Write[] {
  refuseIfOver(s, 'start');
  const { visit } = s;
  const now = s.now.toISOString();
  if (!visit.slot || visit.slot.start > plusHours(now, s.policy.shortWayHours))
    throw new TooEarly({ hours: s.policy.shortWayHours });
  const seat = s.seats.find((each) => each.seat === number);
  if (!seat) throw new SeatOpen({ seat: number });
  freeSpeaker(s, seat);
  const proposed = onlyProposed(s).filter((each) => each !== seat);
  for (const each of proposed) freeSpeaker(s, each);
  const speaker = whoComes(s, seat, speakerId);
  // Told of the day, so that the visit may still be shifted within it.
  const told = (needed: Release): Release => ({ ...needed, need: 'notice', window: dayOf(visit.slot!.start) });
  const filled: Seat = {
    ...seatSpeaker(s, seat, seat.round + 1, speaker, told),
    speakerConfirmedAt: now,
    past: [...seat.past, ...(seat.speaker === undefined ? [] : [seat.speaker])].filter((id) => id !== speakerId),
  };
  return [
    ...nextEpoch(s, { approved: approvedWith(visit, [filled]), reserves: visit.reserves.filter((id) => id !== speakerId) }),
    ...fillSeat(visit, visit.slot.start, seat, filled, speaker.union),
    ...proposed.flatMap((each) => emptySeat(s, each, each.past)),
    ...s.ledger.writes(),
    eventWrite({ ...visit, ...epochAfter(visit) }, 'speaker-replaced', s.now, {
      ...{ by, ...why, seat: number, speaker: speakerId, previous: seat.speaker, channel, evidence },
    }),
  ];
}

const dayOf = (instant: Instant) => ({ start: instantAt(day(instant), '00:00'), end: instantAt(day(instant), '24:00') });

function whoComes(s: Situation, seat: Seat, id: string) {
  const slot = slotOf(s.visit);
  const request = matchRequestOf(s, [seat.seat]);
  const speaker = s.pool.get(id);
  if (!speaker) throw new Invalid([fieldError('speakerId', 'unknown-speaker')]);
  const against = evaluate(speaker, request, slot, s.policy, s.now.toISOString(), s.days);
  const standing = against.filter((constraint) => !WAIVED.includes(constraint));
  if (s.seats.some((each) => each.speaker === id)) throw new Invalid([fieldError('speakerId', 'excluded')]);
  if (s.policy.clearance && !s.cleared.has(id)) throw new Invalid([fieldError('speakerId', 'not-cleared')]);
  if (standing.length > 0) throw new Invalid([fieldError('speakerId', 'not-suitable')]);
  if (blocked(speaker, request, slot, s.policy, s.ledger.fact(id)) === 'busy')
    throw new SpeakerUnavailable({ speakers: [{ id, name: speaker.name }] });
  return speaker;
}
