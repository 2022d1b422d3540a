import { isAbsent } from '../visits/attendance.ts';
import type { Visit } from '../visits/visit-facts.ts';

/** One of a speaker's visits; `isHeld` when it took place and they were there, as far as anybody says. */
export interface Own {
  visit: Visit;
  isHeld: boolean;
}

const HELD = new Set(['awaiting-statistics', 'closed']);
/** In these nobody comes any more. */
const OFF = new Set(['unmatched', 'declined', 'expired', 'cancelled', 'not-held']);

/** A speaker's visits that are to come, in the order of days, and those that are over, the latest first. Pure. */
export function ownVisits(
  visits: readonly Visit[],
  speaker: string | undefined,
  now: Date,
): { upcoming: Own[]; past: Own[]; held: Own[] } {
  const instant = now.toISOString();
  const own = visits.flatMap((visit) => {
    const seat = visit.seats.find(({ speakerId }) => speakerId !== undefined && speakerId === speaker);
    return seat && !OFF.has(visit.status) ? [{ visit, isHeld: HELD.has(visit.status) && !isAbsent(seat) }] : [];
  });
  const isOver = ({ visit }: Own) => (visit.slot ?? visit.slots[0])!.end <= instant;
  const past = own.filter(isOver).reverse();
  return { upcoming: own.filter((each) => !isOver(each)), past, held: past.filter(({ isHeld }) => isHeld) };
}

/** A year that somebody chose; undefined for what is none. Pure. */
export const yearIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^20[2-9]\d$/.test(text) ? text : undefined;
