import { instantAt, plusDays } from '../deadlines/shanghai-time.ts';
import type { Instant } from '../platform/schema.ts';

/** The instant at which a day (YYYY-MM-DD, Asia/Shanghai) is over. */
export const endOf = (day: string): Instant => instantAt(plusDays(day, 1), '00:00');

/** How many whole seconds are left until an instant, for `Retry-After`; at least one. */
export const secondsUntil = (instant: Instant, now: Date): number =>
  Math.max(1, Math.ceil((Date.parse(instant) - now.getTime()) / 1000));
