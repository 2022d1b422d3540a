import type { Answer, Json } from '../../demo/actor.ts';

/** Speaks to one runtime over HTTP, as whoever is named. */
export class Client {
  readonly #url: string;
  readonly #tokens = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  get(who: string, path: string): Promise<Answer> {
    return this.#as(who, 'GET', path);
  }

  post(who: string, path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#as(who, 'POST', path, body, headers);
  }

  /** A door that only the local cloud has. */
  door(path: string, body: object): Promise<Answer> {
    return this.#send('POST', `/_local/${path}`, body, {});
  }

  /** Gets what somebody needs to be let in, so that what they send next goes out at once. */
  async signIn(who: string): Promise<string> {
    const known = this.#tokens.get(who) ?? ((await this.door('token', { person: `person-${who}` })).body.token as string);
    this.#tokens.set(who, known);
    return known;
  }

  async #as(who: string, method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(method, path, body, { authorization: `Bearer ${await this.signIn(who)}`, ...headers });
  }

  async #send(method: string, path: string, body: object | undefined, headers: Record<string, string>): Promise<Answer> {
    const json = body && { 'content-type': 'application/json' };
    const answer = await fetch(this.#url + path, {
      method,
      headers: { ...json, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json };
  }
}
