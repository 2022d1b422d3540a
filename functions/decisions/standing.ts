import { lineUpAgreed, seatStatus } from '../visits/status.ts';
import type { Seat } from '../visits/visit.ts';
import { nextDeadline, type Situation } from './step-rule.ts';
import type { StepResult } from './task.ts';

type Way = Pick<StepResult, 'next' | 'seats' | 'expiresAt'>;

/**
 * Where the workflow goes once speakers are approved: to the clearance of who was not cleared yet, or to the seats that are not
 * settled, each with the employers whose release it still needs. Seats that are agreed stand. A seat without a speaker goes along:
 * the next reserve steps in there.
 */
export function toTheSeats(s: Situation): Way {
  if (uncleared(s).length > 0) return { next: 'clearance', expiresAt: nextDeadline(s, 'clearance').expiresAt };
  const unsettled = s.seats.filter((seat) => !['agreed', 'given-up'].includes(seatStatus(seat, s.visit)));
  return {
    next: s.visit.speakerFirst ? 'speaker-first' : 'employers-first',
    seats: unsettled.map((seat) => ({ seat: seat.seat, ...questionsOf(s, seat) })),
  };
}

/** What a seat still asks: its round, the employers that have not released yet, and when its first question expires. */
export function questionsOf(
  s: Situation,
  { round, releases }: Seat,
): { round: number; employers: string[]; expiresAt: string } {
  const employers = releases
    .filter(({ need, releasedAt }) => need === 'required' && releasedAt === undefined)
    .map(({ employer }) => employer);
  const first = employers.length > 0 && !s.visit.speakerFirst ? 'employer-release' : 'speaker-confirmation';
  return { round, employers, expiresAt: nextDeadline(s, first).expiresAt };
}

/** The speakers and reserves whose talks the education authority has not cleared, where a city wants that (domain.md, "Talent pool"). */
export function uncleared({ policy, cleared, seats, visit }: Situation): string[] {
  if (!policy.clearance) return [];
  const seated = seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
  return [...seated, ...visit.reserves].filter((id) => !cleared.has(id));
}

/**
 * Where a visit stands whose way begins anew, after a change or a dead execution: which approvals still hold. Undefined when
 * speakers have to be found first.
 */
export function standsAt(s: Situation): StepResult | undefined {
  const { visit, seats } = s;
  const { round } = visit;
  if (!visit.slot) return undefined;
  if (lineUpAgreed(visit, seats)) {
    if (visit.schoolConfirmedAt === undefined)
      return { outcome: 'agreed', round, expiresAt: nextDeadline(s, 'school-confirmation').expiresAt };
    return { outcome: 'confirmed', round, end: visit.slot.end, expiresAt: nextDeadline(s, 'statistics').expiresAt };
  }
  const standing = seats.map((seat) => seatStatus(seat, visit));
  const asked = standing.includes('awaiting-release') || standing.includes('awaiting-speaker');
  const mayStepIn = standing.includes('open') && visit.reserves.length > 0;
  return asked || mayStepIn ? { outcome: 'approved', round, ...toTheSeats(s) } : undefined;
}
