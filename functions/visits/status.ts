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

export type SeatStatus = 'open' | 'proposed' | 'awaiting-release' | 'awaiting-speaker' | 'agreed' | 'given-up';

type Agreed = Pick<Visit, 'approved' | 'speakerFirst'>;

/** Where a seat stands. Each approval counts only for the speaker it was given for, that is for the seat's round. */
export function seatStatus(seat: Seat, visit: Agreed): SeatStatus {
  if (seat.speaker === undefined) return seat.givenUp ? 'given-up' : 'open';
  if (visit.approved[seat.seat] !== seat.round) return 'proposed';
  const released = seat.releases.every(({ need, releasedAt }) => need !== 'required' || releasedAt !== undefined);
  const confirmed = seat.speakerConfirmedAt !== undefined;
  if (released && confirmed) return 'agreed';
  const employersAreAsked = visit.speakerFirst ? confirmed : !released;
  return employersAreAsked ? 'awaiting-release' : 'awaiting-speaker';
}

/** Where every seat stands that is wanted; one that no match has filled yet is open. */
export const seatStatuses = (visit: Agreed & Pick<Visit, 'speakersWanted'>, seats: Seat[]): SeatStatus[] => [
  ...seats.map((seat) => seatStatus(seat, visit)),
  ...Array<SeatStatus>(Math.max(0, visit.speakersWanted - seats.length)).fill('open'),
];

/** Nobody is left to be asked about a seat; an agreed one, unless the visit goes on without it. */
const isSettled = (status: SeatStatus) => status === 'agreed' || status === 'given-up';

/** Everybody whose word the line-up needs, apart from the school, has given it. */
export const lineUpAgreed = (visit: Visit, seats: Seat[]): boolean => seatStatuses(visit, seats).every(isSettled);

/**
 * A visit's status, derived from approvals, seats and the time (design §3); nothing stores it. A test holds it against the
 * state machine at every task.
 */
export function visitStatus(visit: Visit, seats: Seat[], now: Instant): VisitStatus {
  if (visit.ended) return visit.ended.status;
  if (visit.stuck) return 'stuck';
  const standing = seatStatuses(visit, seats);
  const agreed = standing.every(isSettled);
  if (agreed && visit.schoolConfirmedAt) return visit.slot && now >= visit.slot.end ? 'awaiting-statistics' : 'confirmed';
  if (visit.round === 0 && visit.epoch === 1) return 'requested';
  if (visit.seeking || standing.includes('proposed')) return 'awaiting-union';
  if (standing.includes('awaiting-release') || standing.includes('awaiting-speaker')) return 'awaiting-release';
  return agreed ? 'awaiting-school' : 'matching';
}

/** Both sides of the visit know each other: everybody has agreed, and it was not called off. */
export const isConfirmed = (visit: Visit, seats: Seat[]): boolean =>
  visit.schoolConfirmedAt !== undefined &&
  lineUpAgreed(visit, seats) &&
  (visit.ended === undefined || visit.ended.status === 'closed');

/** Whether what this run of this epoch asks for still counts. */
export const isCurrent = (visit: Visit, epoch: number, run: number): boolean =>
  !visit.ended && !visit.stuck && visit.epoch === epoch && visit.run === run;
