import type { Position } from './records.ts';

interface Entry {
  readonly position: Position;
  done: boolean;
}

/** Which positions of a stream are done, when they need not be finished in order: the checkpoint is below the lowest open one. */
export class Progress {
  readonly #entries = new Set<Entry>();
  readonly #save: (position: Position) => void;

  /** @param save called with each new checkpoint. */
  constructor(save: (position: Position) => void) {
    this.#save = save;
  }

  /** Adds the next position of the stream; the returned function marks it as done, without saving yet. */
  add(position: Position): () => void {
    const entry = { position, done: false };
    this.#entries.add(entry);
    return () => {
      entry.done = true;
    };
  }

  /** Saves how far everything is done. */
  settle(): void {
    let last: Position | undefined;
    for (const entry of this.#entries) {
      if (!entry.done) break;
      last = entry.position;
      this.#entries.delete(entry);
    }
    if (last) this.#save(last);
  }
}
