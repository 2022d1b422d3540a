import type { Json } from '../../demo/actor.ts';
import type { SampleCity } from '../../demo/sample-city.ts';

export interface Page {
  status: number;
  headers: Headers;
  text: string;
}

/** Somebody with a phone and an old browser: opens links, reads messages, fills in forms. */
export class Visitor {
  readonly city: SampleCity;
  readonly path: string;
  /** The number to which the link came. */
  readonly phone: string;
  cookie: string | undefined;

  private constructor(city: SampleCity, path: string, phone: string) {
    this.city = city;
    this.path = path;
    this.phone = phone;
  }

  /** Has a link to a task sent, and takes it from the message. */
  static async of(city: SampleCity, task: string, sender: string): Promise<Visitor> {
    const { status, body } = await city.person(sender).post(`/v1/tasks/${task}/link`, {});
    if (status !== 200) throw new Error(`no link: ${JSON.stringify(body)}`);
    const { to, text } = (await messages(city)).find(({ kind }) => kind === 'task-link')!;
    return new Visitor(city, /\/t\/[\w-]+/.exec(text.zh)![0], to);
  }

  /** Opens another path in the same browser. */
  at(path: string): Visitor {
    const other = new Visitor(this.city, path, this.phone);
    other.cookie = this.cookie;
    return other;
  }

  get = (headers: Record<string, string> = {}): Promise<Page> => this.#send('GET', undefined, headers);
  head = (): Promise<Page> => this.#send('HEAD', undefined, {});

  /** Sends a form with whatever the page's own form of that kind carries. */
  async submit(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Page> {
    const csrf = fields.csrf ?? /name="csrf" value="([^"]+)"/.exec((await this.get()).text)?.[1] ?? '';
    return this.#send('POST', new URLSearchParams({ csrf, ...fields }).toString(), headers);
  }

  /** Asks for a code and reads it on the phone. */
  async code(): Promise<string> {
    const { status, text } = await this.submit({ send: 'code' });
    if (status !== 200) throw new Error(`no code: ${status} ${text}`);
    const sent = (await messages(this.city)).find(({ kind, to }) => kind === 'one-time-code' && to === this.phone);
    return /\d{6}/.exec(sent!.text.zh)![0];
  }

  /** Enters a code, by default the right one. */
  async enters(code?: string): Promise<Page> {
    return this.submit({ code: code ?? (await this.code()) });
  }

  async #send(method: string, body: string | undefined, headers: Record<string, string>): Promise<Page> {
    const answer = await fetch(this.city.cloud.url + this.path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(this.cookie !== undefined && { cookie: this.cookie }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    const [cookie] = answer.headers.getSetCookie();
    if (cookie !== undefined) this.cookie = cookie.split(';')[0];
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }
}

/** What came to people's phones, newest first, once all has gone out. */
export async function messages(city: SampleCity): Promise<Json[]> {
  await city.settle();
  return (await city.call('GET', '/_local/mail')).body.messages;
}
