import { isDeepStrictEqual } from 'node:util';

/** What the drill prints: a line for each thing that must hold, and whether it does. */
export class Report {
  #failed = 0;

  says(text: string): void {
    console.log(`      ${text}`);
  }

  holds(what: string, found: unknown, wanted: unknown): void {
    const holds = isDeepStrictEqual(found, wanted);
    if (!holds) this.#failed++;
    console.log(
      `${holds ? 'ok  ' : 'FAIL'}  ${what}${holds ? '' : `: ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`}`,
    );
  }

  /** @returns the exit code */
  end(): number {
    console.log(this.#failed === 0 ? 'restored, whole, and going on' : `${this.#failed} things do not hold`);
    return this.#failed === 0 ? 0 : 1;
  }
}
