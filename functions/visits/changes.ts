import { plusHours } from '../deadlines/shanghai-time.ts';
import { participantKey, partyOf, SWEEP, seatKey, unitPartyOf, visitKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import type { Item, Write } from '../platform/writes.ts';
import type { Seat, Visit, VisitRequest } from './visit.ts';

/**
 * The writes that change a visit and its seats. Each is conditional on the version that was read, so that of two writers who
 * saw the same state only one succeeds and the other reads again.
 */

/** `when` in the parties' lists: by the start of the chosen slot, before that of the first one; made unique by the visit's id. */
export const listedAt = (start: string, visit: string) => `${start}#${visit}`;

/** When the sweep looks whether a visit moved on by itself: so many hours after it should have. */
export const lookAfter = (instant: Instant, hours: number): Item => ({ [SWEEP.sk]: plusHours(instant, hours) });

/** Nothing is left to look after. */
const UNWATCHED = [SWEEP.pk, SWEEP.sk];

/** A change of the visit's own item; what is `undefined` goes. One that ends the visit takes it out of the sweep. */
export const changeVisit = (visit: Visit, now: Date, set: Partial<Visit> & Item): Write => ({
  update: visitKey(visit.city, visit.id),
  set: { ...set, version: visit.version + 1, updatedAt: now.toISOString() },
  remove: [...Object.keys(set).filter((name) => set[name] === undefined), ...(set.ended ? UNWATCHED : [])],
  where: { version: visit.version },
});

/** What a change of the way begins with: of the old epoch nothing has an effect any more. */
export const epochAfter = ({ epoch }: Visit) => ({ epoch: epoch + 1, run: 1 });

/** A change of what has been agreed in a seat; the speaker stays. */
export const changeSeat = (visit: Visit, seat: Seat, set: Partial<Seat>): Write => ({
  update: seatKey(visit.city, visit.id, seat.seat),
  set: { ...set, version: seat.version + 1 },
  where: { version: seat.version },
});

/**
 * A seat with another speaker, or with none: what was agreed before is void. The speaker, the employers and the union that owns
 * the pool entry see the visit in their lists.
 */
export function fillSeat(visit: Visit, start: string, before: Seat | undefined, seat: Seat, poolUnion?: string): Write[] {
  const when = listedAt(start, visit.id);
  const [first, ...others] =
    seat.speaker === undefined ? [] : seat.releases.map((release) => partyOf(visit.city, release.employer));
  const listed: Item = seat.speaker === undefined ? {} : { when, party1: partyOf(visit.city, seat.speaker), party2: first };
  // The responsible union has the visit in its list already.
  if (poolUnion !== undefined && poolUnion !== visit.union) listed.party3 = partyOf(visit.city, poolUnion);
  const write: Write = {
    put: { ...seatKey(visit.city, visit.id, seat.seat), ...seat, visit: visit.id, ...listed },
    where: before ? { version: before.version } : 'absent',
  };
  return [
    write,
    ...others.map(
      (party2): Write => ({
        put: { ...participantKey(visit.city, visit.id, `${seat.seat}#${party2}`), visit: visit.id, when, party2 },
      }),
    ),
  ];
}

/** Moves the visit, for those who take part in it, to where the chosen slot belongs. */
export const relist = (visit: Visit, request: VisitRequest, start: string): { when: string; others: Write[] } => ({
  when: listedAt(start, visit.id),
  others: request.otherSchools.map((school) => ({
    update: participantKey(visit.city, visit.id, school),
    set: { when: listedAt(start, visit.id) },
  })),
});

/** Where the visit itself is listed: its school and its unit. */
export const visitListing = (visit: Visit, start: string): Item => ({
  when: listedAt(start, visit.id),
  party1: partyOf(visit.city, visit.school),
  party2: unitPartyOf(visit.city, visit.unit),
});
