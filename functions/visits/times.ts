import type { Interval } from '../platform/schema.ts';
import type { VisitRequest } from './visit.ts';

/**
 * The hours that a visit takes in a slot, in order: the sessions where the school gave some, so that three evenings leave the days
 * between them free; else the whole slot.
 */
export function timesOf({ slots }: Pick<VisitRequest, 'slots'>, slot: Interval): Interval[] {
  const asked = slots.find(({ start, end }) => start === slot.start && end === slot.end);
  const times = asked?.sessions ?? [slot];
  return times.map(({ start, end }) => ({ start, end })).sort((a, b) => (a.start < b.start ? -1 : 1));
}
