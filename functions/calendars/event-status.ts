import { isConfirmed } from '../visits/status.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Seat, Visit } from '../visits/visit.ts';

export type EventStatus = 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';

/** What has ended otherwise than well does not take place, whether it was called off or came to nothing. */
export function eventStatus(visit: Visit, seats: Seat[]): EventStatus {
  if (visit.ended && visit.ended.status !== 'closed') return 'CANCELLED';
  return visit.ended || isConfirmed(visit, seats) ? 'CONFIRMED' : 'TENTATIVE';
}

/**
 * Whether a subscribed calendar shows it. What does not take place stays there for those who had counted on it; a plan that nobody had
 * agreed to simply goes.
 */
export const isShown = ({ visit, seats }: Pick<VisitCore, 'visit' | 'seats'>): boolean =>
  visit.slot !== undefined && (eventStatus(visit, seats) !== 'CANCELLED' || schoolHadAgreed(visit));

/** The school has agreed, to this line-up or to an earlier one at this time. */
const schoolHadAgreed = ({ schoolConfirmedAt, schoolAgreed, slot }: Visit): boolean =>
  schoolConfirmedAt !== undefined || schoolAgreed !== undefined || slot?.fixed === true;
