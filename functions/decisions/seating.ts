import { heldTimes } from '../matching/diary.ts';
import type { Claim } from '../matching/ledger.ts';
import { releasesNeeded } from '../matching/release.ts';
import type { Speaker } from '../talent/speaker.ts';
import { slotOf } from '../visits/slot.ts';
import { timesOf } from '../visits/times.ts';
import type { Release, Seat } from '../visits/visit.ts';
import type { Situation } from './step-rule.ts';

/** What a seat claims of its speaker's time, and of what the employers permit. */
export function claimOf({ visit, request, policy }: Pick<Situation, 'visit' | 'request' | 'policy'>, seat: Seat): Claim {
  const slot = slotOf(visit);
  return {
    ...{ speaker: seat.speaker!, visit: visit.id, seat: seat.seat },
    ...{ start: slot.start, held: heldTimes(request, slot, policy) },
    permitted: seat.releases.flatMap(({ employer, permitted = [] }) => permitted.map((taken) => ({ employer, ...taken }))),
  };
}

/** A place to fill: the seat as it was, or a new one of that number. */
export type Place = Pick<Seat, 'seat'> & Partial<Pick<Seat, 'round' | 'version' | 'past'>>;

/**
 * The speaker takes the place, in this seat round: the time and what employers permit are taken, and what others must agree to
 * begins anew. `given` says what stands instead of what an employer would have to give.
 */
export function seatSpeaker(
  s: Situation,
  { seat, version = 0, past = [] }: Place,
  round: number,
  speaker: Speaker,
  given: (needed: Release) => Release = (needed) => needed,
): Seat {
  const { load } = s.ledger.fact(speaker.id);
  const needed = releasesNeeded(speaker, timesOf(s.request, slotOf(s.visit)), s.policy, s.days, load);
  const releases = needed.map((release) => given(release));
  const filled: Seat = { seat, round, version: version + 1, speaker: speaker.id, releases, past };
  s.ledger.hold(claimOf(s, filled), s.now);
  return filled;
}

/** What the seat held of its speaker's time, and took of what employers permit, is free again. */
export function freeSpeaker(s: Situation, seat: Seat): void {
  if (seat.speaker !== undefined) s.ledger.release(claimOf(s, seat));
}
