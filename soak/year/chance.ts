/** Chance from a seed: the same draws in the same order (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Another chance that goes its own way. */
  branch(): Chance {
    return new Chance(this.below(2 ** 32));
  }

  /** From 0 up to, not including, 1. */
  draw(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number {
    return Math.floor(this.draw() * below);
  }

  of<T>(some: readonly T[]): T {
    return some[this.below(some.length)]!;
  }

  /** So many milliseconds on average, mostly less. */
  pause(mean: number): number {
    return -Math.log(1 - this.draw()) * mean;
  }
}
