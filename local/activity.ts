/** What the local cloud is doing right now. "Quiet" means: nothing runs and nothing is waiting to be picked up. */
export class Activity {
  #open = new Map<number, string>();
  #next = 0;
  #progress = 0;
  #waiters = new Set<() => void>();

  /** Marks work as running until the returned function is called (calling it twice does no harm). */
  begin(label: string): () => void {
    const id = this.#next++;
    this.#open.set(id, label);
    this.#progress++;
    return () => {
      if (!this.#open.delete(id)) return;
      this.#progress++;
      if (this.#open.size === 0) for (const wake of [...this.#waiters]) wake();
    };
  }

  /** Runs `work` as an activity. */
  async run<T>(label: string, work: () => Promise<T> | T): Promise<T> {
    const end = this.begin(label);
    try {
      return await work();
    } finally {
      end();
    }
  }

  /** What runs now, for messages. */
  labels(): string[] {
    return [...this.#open.values()];
  }

  /**
   * Resolves when nothing has run for one turn of the event loop.
   * @throws NotQuiet when nothing began or ended for `patience` real milliseconds while something still runs.
   */
  async quiet(patience = 30_000): Promise<void> {
    for (;;) {
      await this.#idle(patience);
      await new Promise((turn) => setImmediate(turn));
      if (this.#open.size === 0) return;
    }
  }

  #idle(patience: number): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      let seen = this.#progress;
      const watch = setInterval(() => {
        if (this.#progress !== seen) {
          seen = this.#progress;
          return;
        }
        done();
        reject(new NotQuiet(this.labels()));
      }, patience);
      const done = () => {
        clearInterval(watch);
        this.#waiters.delete(wake);
      };
      const wake = () => {
        done();
        resolve();
      };
      this.#waiters.add(wake);
    });
  }
}

/** The local cloud did not come to rest; names what still runs. */
export class NotQuiet extends Error {
  override name = 'NotQuiet';
  readonly running: string[];
  constructor(running: string[]) {
    super(`not quiet: no progress, still running: ${running.join(', ')}`);
    this.running = running;
  }
}
