import { plusHours } from '../deadlines/shanghai-time.ts';
import { seatStatus } from '../visits/status.ts';
import { emptySeat } from './ending.ts';
import { freeSpeaker } from './seating.ts';
import { type Effects, nextDeadline, type Situation } from './step-rule.ts';

/**
 * The last hours before a visit to which the school has agreed: its word stands while somebody else is looked for, and nothing ends
 * such a visit before its start (domain.md, "How people really work").
 */
export const isLate = ({ visit, policy, now }: Pick<Situation, 'visit' | 'policy' | 'now'>): boolean =>
  visit.schoolConfirmedAt !== undefined &&
  visit.slot !== undefined &&
  visit.slot.start <= plusHours(now.toISOString(), policy.shortWayHours);

/** Whether there is still time to find somebody for a visit that the school has agreed to. */
export const mayStillBeFound = ({ visit, now }: Pick<Situation, 'visit' | 'now'>): boolean =>
  visit.schoolConfirmedAt !== undefined && visit.slot !== undefined && now.toISOString() < visit.slot.start;

/** The school has agreed, and others will come: the visit does not die of the seats that stay empty. */
export const standsWithout = ({ visit, seats }: Pick<Situation, 'visit' | 'seats'>): boolean =>
  visit.schoolConfirmedAt !== undefined && seats.some((seat) => seatStatus(seat, visit) === 'agreed');

/** The seats to which nobody has agreed are given up; the visit goes on with the others. */
export function withFewer(s: Situation): Effects {
  const missing = s.seats.filter((seat) => ['open', 'proposed'].includes(seatStatus(seat, s.visit)));
  for (const seat of missing) freeSpeaker(s, seat);
  const { slot, round } = s.visit;
  return {
    result: { outcome: 'confirmed', round, end: slot!.end, expiresAt: nextDeadline(s, 'statistics').expiresAt },
    writes: [...missing.flatMap((seat) => emptySeat(s, seat, seat.past, true)), ...s.ledger.writes()],
  };
}
