import type { SampleCity } from '../../demo/sample-city.ts';
import { Browser, type Page } from './browser.ts';

/** What a form of a page carries, so that it counts as ours. */
const csrfOf = ({ text }: Page): string => /name="csrf" value="([^"]*)"/.exec(text)![1]!;

const post = (browser: Browser, path: string, fields: Record<string, string>, headers = {}): Promise<Page> =>
  browser.open(path, { method: 'POST', body: new URLSearchParams(fields), headers });

/** The desk of a city, as tests use it: browsers of those who have signed in by the local page, and forms. */
export const deskOf = (city: SampleCity) => ({
  async as(person: string): Promise<Browser> {
    const browser = new Browser(city.cloud.url);
    const body = new URLSearchParams({ person: `person-${person}` });
    const answer = await fetch(`${city.cloud.url}/_local/sign-in`, { method: 'POST', body, redirect: 'manual' });
    const [, name, value] = /^([^=]*)=([^;]*)/.exec(answer.headers.getSetCookie()[0]!)!;
    browser.cookies.set(name!, value!);
    return browser;
  },
  csrfOf,
  post,
});
