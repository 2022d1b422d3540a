import type { SampleCity } from '../../demo/sample-city.ts';
import { Browser, type Page } from './browser.ts';

/** What forms of the desk carry. */
export const csrfOf = ({ text }: Page): string => /name="csrf" value="([^"]*)"/.exec(text)![1]!;

/** The desk of a city as its people use it. */
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
  csrfOf,
  /** Sends a form. */
  post: (browser: Browser, path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Page> =>
    browser.open(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
  /** Sends a form that brings a file, or none where somebody chose none. */
  postFile(browser: Browser, path: string, fields: Record<string, string>, file?: File): Promise<Page> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    body.set('file', file ?? new File([], ''));
    return browser.open(path, { method: 'POST', body });
  },
});
