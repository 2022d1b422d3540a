import type { SampleCity } from '../../demo/sample-city.ts';
import { Browser, challenge, type Page } from '../support/browser.ts';

export const CLIENT = 'model-worker-visits-web';
const encoded = { 'content-type': 'application/x-www-form-urlencoded' };

const digits = (number: string): string => number.replace(/\D/g, '');

/** The sample city's own issuer, as a client and a person with a phone meet it. */
export class Issuing {
  readonly city: SampleCity;
  readonly redirectUri: string;

  constructor(city: SampleCity) {
    this.city = city;
    this.redirectUri = `${city.cloud.url}/oidc/signed-in`;
  }

  browser(): Browser {
    return new Browser(this.city.cloud.url);
  }

  /** Where a client sends a browser; `changes` replace what is right, undefined leaves it out. */
  authorization(codeChallenge: string, changes: Record<string, string | undefined> = {}): string {
    const right = {
      client_id: CLIENT,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: this.redirectUri,
      state: 'the-state',
      nonce: 'the-nonce',
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
    };
    const all = Object.entries({ ...right, ...changes }).filter(([, value]) => value !== undefined);
    return `/oidc/auth?${new URLSearchParams(all as [string, string][])}`;
  }

  async exchange(code: string, verifier: string, changes: Record<string, string> = {}) {
    const body = {
      grant_type: 'authorization_code',
      client_id: CLIENT,
      redirect_uri: this.redirectUri,
      code,
      code_verifier: verifier,
    };
    const answer = await fetch(`${this.city.cloud.url}/oidc/token`, {
      method: 'POST',
      headers: encoded,
      body: new URLSearchParams({ ...body, ...changes }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  }

  /** The messages that were sent, newest first. */
  async mail(): Promise<{ to: string; kind: string; text: { zh: string; en: string }; at: string }[]> {
    return (await this.city.call('GET', '/_local/mail')).body.messages;
  }

  /** @param phone whose; without it the newest of all */
  async lastCode(phone?: string): Promise<string> {
    const message = (await this.mail()).find(({ to }) => phone === undefined || digits(to) === digits(phone));
    return /\d{6}/.exec(message!.text.zh)![0];
  }

  /** Begins a sign-in and types the phone; the page that asks for the code. */
  async asksForCode(browser: Browser, phone: string): Promise<{ page: Page; verifier: string }> {
    const { verifier, challenge: sent } = challenge();
    const start = await browser.open(this.authorization(sent));
    return { page: await browser.submit(start, { phone }), verifier };
  }

  /** The whole way: phone, code, token. */
  async signIn(browser: Browser, phone: string): Promise<string> {
    const { page, verifier } = await this.asksForCode(browser, phone);
    return this.tokenFrom(await browser.submit(page, { code: await this.lastCode(phone) }), verifier);
  }

  /** What a remembered device does: no page in between. Undefined when it is asked for a phone. */
  async comesBack(browser: Browser): Promise<string | undefined> {
    const { verifier, challenge: sent } = challenge();
    const page = await browser.open(this.authorization(sent));
    return new URL(page.url).searchParams.has('code') ? this.tokenFrom(page, verifier) : undefined;
  }

  async tokenFrom(page: Page, verifier: string): Promise<string> {
    const { code = '' } = Object.fromEntries(new URL(page.url).searchParams);
    const { status, body } = await this.exchange(code, verifier);
    if (status !== 200) throw new Error(`no token: ${JSON.stringify(body)} after ${page.url} ${page.text}`);
    return body.access_token!;
  }

  /** What the API says to somebody with this token. */
  async apiSays(token: string, path = '/v1/tasks'): Promise<number> {
    return (await this.city.call('GET', path, undefined, { authorization: `Bearer ${token}` })).status;
  }
}
