import type { Caller } from './call.ts';
import { NotDelivered } from './not-delivered.ts';

/** A token is not used in its last minutes: the vendor's clock is not ours. */
const EARLY = 5 * 60_000;

/** Codes that say that a token is no longer good. */
const OUTWORN = new Set(['errcode-40001', 'errcode-40014', 'errcode-42001']);

interface Known {
  token: string;
  until: number;
}

/** Asks the vendor for a token, good for so many seconds. */
type Fetch = (call: Caller) => Promise<{ token: string; seconds: number }>;

/** A vendor's access token, kept while it is good and fetched by one call at a time. */
export class AccessToken {
  readonly #fetch: Fetch;
  #known: Known | undefined;
  #fetching: Promise<Known> | undefined;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** Works with a token; should that turn out to be no longer good, once more with another. */
  async use<T>(call: Caller, work: (token: string) => Promise<T>): Promise<T> {
    const known = await this.#current(call);
    try {
      return await work(known.token);
    } catch (error) {
      if (!(error instanceof NotDelivered && OUTWORN.has(error.code))) throw error;
      // Another call may have fetched a new one meanwhile.
      if (this.#known === known) this.#known = undefined;
      return work((await this.#current(call)).token);
    }
  }

  async #current(call: Caller): Promise<Known> {
    if (this.#known && Date.now() < this.#known.until) return this.#known;
    this.#fetching ??= this.#fresh(call).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fresh(call: Caller): Promise<Known> {
    const { token, seconds } = await this.#fetch(call);
    this.#known = { token, until: Date.now() + seconds * 1000 - EARLY };
    return this.#known;
  }
}
