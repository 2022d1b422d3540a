export interface LogLine {
  readonly functionName: string;
  readonly text: string;
}

/** The latest lines that the functions wrote; each is also passed on to the sink. */
export class Logs {
  readonly #sink: (line: LogLine) => void;
  readonly #longest: number;
  #lines: LogLine[] = [];

  constructor(sink: (line: LogLine) => void = () => {}, longest = 10_000) {
    this.#sink = sink;
    this.#longest = longest;
  }

  /** @param text one or several lines */
  add(functionName: string, text: string): void {
    for (const line of text.replace(/\n$/, '').split('\n')) {
      const entry = { functionName, text: line };
      this.#lines.push(entry);
      this.#sink(entry);
    }
    // Cut now and then rather than at every line.
    if (this.#lines.length > 2 * this.#longest) this.#lines = this.#lines.slice(-this.#longest);
  }

  lines(functionName?: string): string[] {
    const wanted = functionName === undefined ? this.#lines : this.#lines.filter((line) => line.functionName === functionName);
    return wanted.slice(-this.#longest).map((line) => line.text);
  }
}
