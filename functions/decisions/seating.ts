import { heldTimes } from '../matching/diary.ts';
import type { Claim } from '../matching/ledger.ts';
import { releasesNeeded } from '../matching/release.ts';
import type { Speaker } from '../talent/speaker.ts';
import { slotOf } from '../visits/slot.ts';
import { timesOf } from '../visits/times.ts';
import type { Seat } from '../visits/visit.ts';
import type { Situation } from './step-rule.ts';

/** What a seat claims of its speaker's time. */
export function claimOf({ visit, request, policy }: Pick<Situation, 'visit' | 'request' | 'policy'>, seat: Seat): Claim {
  const slot = slotOf(visit);
  return {
    ...{ speaker: seat.speaker!, visit: visit.id, seat: seat.seat },
    ...{ start: slot.start, held: heldTimes(request, slot, policy) },
  };
}

/** A place to fill: the seat as it was, or a new one of that number. */
export type Place = Pick<Seat, 'seat'> & Partial<Pick<Seat, 'round' | 'version' | 'past'>>;

/** The speaker takes the place, in this seat round: the time is held, and what others must agree to begins anew. */
export function seatSpeaker(s: Situation, { seat, version = 0, past = [] }: Place, round: number, speaker: Speaker): Seat {
  const releases = releasesNeeded(speaker, timesOf(s.request, slotOf(s.visit)), s.policy, s.days);
  const filled: Seat = { seat, round, version: version + 1, speaker: speaker.id, releases, past };
  s.ledger.hold(claimOf(s, filled), s.now);
  return filled;
}

/** What the seat held of its speaker's time is free again. */
export function freeSpeaker(s: Situation, seat: Seat): void {
  if (seat.speaker !== undefined) s.ledger.release(claimOf(s, seat));
}
