import { isConfirmed } from '../visits/status.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Letter } from './letter.ts';

/**
 * Whether what a letter says still holds: the visit was not called off, its time stands, and who was meant sits there; of a confirmation
 * that all have agreed. A new epoch alone makes it no less true. Pure.
 */
export function stillHolds(letter: Letter, { visit, seats }: Pick<VisitCore, 'visit' | 'seats'>): boolean {
  if (visit.ended && visit.ended.status !== 'closed') return false;
  if (visit.slot?.start !== letter.slot.start || visit.slot.end !== letter.slot.end) return false;
  if (letter.kind !== 'confirmation') return seats.some(({ seat, round }) => seat === letter.seat && round === letter.round);
  const sitting = seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
  return isConfirmed(visit, seats) && sitting.join() === letter.speakers.map(({ id }) => id).join();
}
