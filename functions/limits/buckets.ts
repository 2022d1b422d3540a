import type { Rate } from './limits.ts';

interface Bucket {
  level: number;
  /** When it had that level, in milliseconds. */
  at: number;
}

/** What is lost by counting in fractions. */
const DUST = 1e-6;

/**
 * Token buckets by name, in memory: each begins full and fills again by the minute. Only so many are kept; who has not come for the
 * longest time is forgotten first, and begins anew.
 */
export class Buckets {
  readonly #kept = new Map<string, Bucket>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** In how many whole seconds there will be enough; 0 when there is. Takes nothing. */
  wait(name: string, { burst, perMinute }: Rate, wanted: number, now: number): number {
    const missing = Math.min(wanted, burst) - this.#level(name, { burst, perMinute }, now);
    return missing <= DUST ? 0 : Math.max(1, Math.ceil((missing * 60) / perMinute));
  }

  /** Takes so many, whether they are there or not: who has taken too many waits the longer, but not for ever. */
  take(name: string, rate: Rate, count: number, now: number): void {
    const level = Math.max(-rate.burst, this.#level(name, rate, now) - count);
    this.#kept.delete(name);
    this.#kept.set(name, { level, at: now });
    if (this.#kept.size > this.#most) this.#kept.delete(this.#kept.keys().next().value!);
  }

  #level(name: string, { burst, perMinute }: Rate, now: number): number {
    const bucket = this.#kept.get(name);
    if (!bucket) return burst;
    return Math.min(burst, bucket.level + (Math.max(0, now - bucket.at) / 60_000) * perMinute);
  }
}
