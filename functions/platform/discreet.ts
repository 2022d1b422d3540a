import { log } from './log.ts';
import { failureOf } from './redact.ts';

/** What is left of an error outside a function: which it was. */
class Failed extends Error {
  constructor(error: unknown) {
    const { error: name, code } = failureOf(error);
    super(code === undefined ? name : `${name} ${code}`);
    this.name = name;
    this.stack = `${this.name}: ${this.message}`;
  }
}

/**
 * A handler of events whose failures tell nobody what they were about. Lambda writes the message of an error that leaves a handler into
 * the log, Step Functions into the history of the execution, and dead letters carry it: so it leaves as a name and a code, by which
 * retries go, and where it happened stands in the log.
 */
export const discreet =
  <Given extends unknown[], Result>(handle: (...given: Given) => Promise<Result>) =>
  async (...given: Given): Promise<Result> => {
    try {
      return await handle(...given);
    } catch (error) {
      log.error('handler failed', { error });
      throw new Failed(error);
    }
  };
