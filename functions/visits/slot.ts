import type { Interval } from '../platform/schema.ts';
import type { Visit } from './visit.ts';

/** The slot that the match chose; every step after the match has one. */
export function slotOf({ id, slot }: Pick<Visit, 'id' | 'slot'>): Interval {
  if (!slot) throw new Error(`visit ${id} has no slot yet`);
  return { start: slot.start, end: slot.end };
}
