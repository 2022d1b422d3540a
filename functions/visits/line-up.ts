import { slotOf } from './slot.ts';
import type { Seat, Visit } from './visit.ts';

/** Who comes when, as one text: whoever has agreed to it needs not be asked again while it stays the same. */
export function lineUpOf(visit: Visit, seats: Seat[]): string {
  const { start, end } = slotOf(visit);
  const who = seats.flatMap(({ seat, speaker }) => (speaker === undefined ? [] : [`${seat}:${speaker}`]));
  return [`${start}/${end}`, ...who].join(' ');
}
