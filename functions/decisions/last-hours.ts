import { plusHours } from '../deadlines/shanghai-time.ts';
import { changeVisit } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import { slotOf } from '../visits/slot.ts';
import { seatStatus } from '../visits/status.ts';
import { emptySeat } from './ending.ts';
import { freeSpeaker } from './seating.ts';
import { type Case, type Effects, type HandOver, nextDeadline, type Situation } from './step-rule.ts';

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

/**
 * What it means that the union or the authority is silent before such a visit: it can answer until the visit starts; then the visit
 * goes on with those who have agreed. Undefined where nobody comes, or where the school has not agreed.
 */
export function silentBefore(c: Case): Effects | HandOver | undefined {
  const { start } = slotOf(c.visit);
  const handOver = { to: c.task.escalatedTo ?? c.task.party, expiresAt: start };
  if (mayStillBeFound(c) && c.task.expiresAt < start) return { handOver, writes: [] };
  if (!standsWithout(c)) return undefined;
  const { result, writes } = withFewer(c);
  const silent = eventWrite(c.visit, 'step-expired', c.now, { step: c.task.step });
  return { result, writes: [changeVisit(c.visit, c.now, { seeking: undefined }), ...writes, silent] };
}

/** The seats that nobody has agreed to fill are given up; the visit goes on with the others. */
export function withFewer(s: Situation): Effects {
  const missing = s.seats.filter((seat) => !['agreed', 'given-up'].includes(seatStatus(seat, s.visit)));
  for (const seat of missing) freeSpeaker(s, seat);
  const { slot, round } = s.visit;
  return {
    result: { outcome: 'confirmed', round, end: slot!.end, expiresAt: nextDeadline(s, 'statistics').expiresAt },
    writes: [...missing.flatMap((seat) => emptySeat(s, seat, seat.past, true)), ...s.ledger.writes()],
  };
}
