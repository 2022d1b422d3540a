/** What has to be ended again, in the reverse order in which it began; all of it, even when a part fails. */
export class Ending {
  #ends: (() => unknown)[] = [];
  #running: Promise<void> | undefined;

  /** Remembers how to end what has just begun. */
  later(end: () => unknown): void {
    this.#ends.push(end);
  }

  /** Ends everything; calling it again waits for the same end. @throws the first error, after all has been tried */
  run(): Promise<void> {
    this.#running ??= this.#all();
    return this.#running;
  }

  async #all(): Promise<void> {
    const errors: unknown[] = [];
    for (const end of this.#ends.reverse()) {
      try {
        await end();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
