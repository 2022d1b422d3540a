/** What people will do, and when. */
export interface Entry {
  at: number;
  visit: string | undefined;
  act: () => Promise<void>;
}

/** People act at these minutes past the hour, between the sweeps, so that it is never open which of the two came first. */
const [HALF_HOUR, OFFSET] = [30 * 60_000, 7 * 60_000];

/** Entries by their time, all of one half hour together. */
export class Agenda {
  readonly #slots = new Map<number, Entry[]>();

  add(at: number, visit: string | undefined, act: () => Promise<void>): number {
    const slot = Math.ceil((at - OFFSET) / HALF_HOUR) * HALF_HOUR + OFFSET;
    this.#slots.set(slot, [...(this.#slots.get(slot) ?? []), { at: slot, visit, act }]);
    return slot;
  }

  /** The next entries, all of one instant; they leave the agenda. */
  next(): Entry[] {
    if (this.#slots.size === 0) return [];
    const first = Math.min(...this.#slots.keys());
    const entries = this.#slots.get(first)!;
    this.#slots.delete(first);
    return entries;
  }
}
