import type { SampleCity } from '../../demo/sample-city.ts';
import { Browser, type Page } from './browser.ts';

/** The desk of a city, as people use it with a browser. */
export const deskOf = (city: SampleCity) => ({
  /** A browser in which somebody of the sample has signed in by the local page. */
  async as(person: string): Promise<Browser> {
    const browser = new Browser(city.cloud.url);
    const body = new URLSearchParams({ person: `person-${person}` });
    const answer = await fetch(`${city.cloud.url}/_local/sign-in`, { method: 'POST', body, redirect: 'manual' });
    const [, name, value] = /^([^=]*)=([^;]*)/.exec(answer.headers.getSetCookie()[0]!)!;
    browser.cookies.set(name!, value!);
    return browser;
  },
  csrfOf: ({ text }: Page) => /name="csrf" value="([^"]*)"/.exec(text)![1]!,
  post: (browser: Browser, path: string, fields: Record<string, string>, headers = {}) =>
    browser.open(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
});
