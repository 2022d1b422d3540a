import { createHash, randomBytes } from 'node:crypto';

/** What the tests look at of an answer. */
export interface Page {
  status: number;
  headers: Headers;
  text: string;
  url: string;
}

/** A browser that keeps its cookies, follows redirects on the same site, and presses buttons; it sends `Secure` cookies to localhost. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #site: string;

  constructor(site: string) {
    this.#site = site;
  }

  async open(url: string, init: RequestInit = {}): Promise<Page> {
    const absolute = new URL(url, this.#site);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie && { cookie }), ...(init.headers as Record<string, string>) };
    const answer = await fetch(absolute, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const location = answer.headers.get('location');
    const next = location === null ? undefined : new URL(location, absolute);
    if (next?.origin === new URL(this.#site).origin && next.pathname !== '/oidc/signed-in') return this.open(next.href);
    return { status: answer.status, headers: answer.headers, text: await answer.text(), url: (next ?? absolute).href };
  }

  /** Sends a form of the page with what somebody typed: the first that has a field of each name, or a button that says it. */
  submit(page: Page, typed: Record<string, string>, { says = '', headers = {} } = {}): Promise<Page> {
    const forms = [...page.text.matchAll(/<form method="post" action="([^"]*)">(.*?)<\/form>/gs)];
    const form = forms.find(
      ([, , body]) => body!.includes(says) && Object.keys(typed).every((name) => body!.includes(`name="${name}"`)),
    );
    if (!form) throw new Error(`no form for ${Object.keys(typed)} “${says}” on ${page.url} (${page.status}): ${page.text}`);
    const hidden = [...form[2]!.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]);
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...typed });
    return this.open(new URL(form[1]!, page.url).href, { method: 'POST', body, headers });
  }

  #keep(line: string): void {
    const [, name, value] = /^([^=]*)=([^;]*)/.exec(line)!;
    // A browser refuses it otherwise.
    const wanted = [/^__Host-/, /; path=\/(;|$)/i, /; secure/i, /; httponly/i, /; samesite=lax/i];
    if (!wanted.every((each) => each.test(line)) || /domain=/i.test(line)) throw new Error(`not a __Host- cookie: ${line}`);
    if (!value || /; max-age=0(;|$)/i.test(line)) this.cookies.delete(name!);
    else this.cookies.set(name!, value);
  }
}

/** The secret of a client's wish to sign somebody in, and what of it goes into the address. */
export function challenge() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}
