import { Busy, Problem } from './problems.ts';

/** Somebody else wrote in between, or the table was throttled: read again and try again. Never shown to a user. */
export class Contended extends Error {
  override name = 'Contended';
}

const TRIES = 12;
const LONGEST_PAUSE = 400;

/** A refusal that says how things stand, which a stale copy may have wrong: not found, a conflict, a failed `If-Match`, a limit. */
const isAboutState = (error: unknown) => error instanceof Problem && [404, 409, 412, 429].includes(error.status);

/**
 * Runs `work` until it is not contended, with growing, jittered pauses. The first try may read eventually consistent copies:
 * every write is conditional, so a stale one costs another try, and what it would refuse is looked at again. Later tries get
 * `consistent` = true. Work that may end without a write or a refusal must read consistently from the start.
 * @throws Busy (503) when it stays contended.
 */
export async function attempt<T>(work: (consistent: boolean) => Promise<T>): Promise<T> {
  for (let tried = 0; tried < TRIES; tried++) {
    try {
      return await work(tried > 0);
    } catch (error) {
      if (tried === 0 && isAboutState(error)) continue;
      if (!(error instanceof Contended)) throw error;
      const pause = Math.random() * Math.min(LONGEST_PAUSE, 10 * 2 ** tried);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  throw new Busy();
}
