import type { Instant } from '../platform/schema.ts';

const MINUTES = [5, 15, 30, 60, 120, 240];
/** With these pauses a channel may be away for four days at the least, a long weekend, before somebody must look; nights come on top. */
const MOST_FAILURES = 28;

/** When sending is tried again after so many failures; undefined when it has been tried long enough. Pure. */
export function nextTry(failures: number, now: Date): Instant | undefined {
  if (failures >= MOST_FAILURES) return undefined;
  const minutes = MINUTES[Math.min(failures, MINUTES.length) - 1]!;
  return new Date(now.getTime() + minutes * 60_000).toISOString();
}
