import type { Instant } from '../platform/schema.ts';
import type { Ending, Seat, Visit } from './visit.ts';

export type VisitStatus =
  | 'requested'
  | 'matching'
  | 'awaiting-union'
  | 'awaiting-release'
  | 'awaiting-school'
  | 'confirmed'
  | 'awaiting-statistics'
  | 'stuck'
  | Ending;

export type SeatStatus = 'open' | 'proposed' | 'awaiting-release' | 'awaiting-speaker' | 'agreed';

/** Where a seat stands. Each approval counts only for the speaker it was given for, that is for the seat's round. */
export function seatStatus(seat: Seat, visit: Pick<Visit, 'approved'>): SeatStatus {
  if (seat.speaker === undefined) return 'open';
  if (visit.approved[seat.seat] !== seat.round) return 'proposed';
  if (seat.releases.some((release) => release.need === 'required' && release.releasedAt === undefined))
    return 'awaiting-release';
  return seat.speakerConfirmedAt === undefined ? 'awaiting-speaker' : 'agreed';
}

/**
 * A visit's status, derived from approvals, seats and the time (design §3); nothing stores it. A test holds it against the
 * state machine at every task.
 */
export function visitStatus(visit: Visit, seats: Seat[], now: Instant): VisitStatus {
  if (visit.ended) return visit.ended.status;
  if (visit.stuck) return 'stuck';
  if (visit.schoolConfirmedAt) return visit.slot && now >= visit.slot.end ? 'awaiting-statistics' : 'confirmed';
  if (visit.round === 0) return 'requested';
  const standing = seats.map((seat) => seatStatus(seat, visit));
  if (standing.includes('proposed')) return 'awaiting-union';
  if (standing.includes('awaiting-release') || standing.includes('awaiting-speaker')) return 'awaiting-release';
  return standing.includes('open') ? 'matching' : 'awaiting-school';
}

/** Whether what this run of this epoch asks for still counts. */
export const isCurrent = (visit: Visit, epoch: number, run: number): boolean =>
  !visit.ended && !visit.stuck && visit.epoch === epoch && visit.run === run;
