import { timingSafeEqual } from 'node:crypto';
import { NotOurForm } from './problems.ts';
import { publicUrl } from './public-url.ts';

/**
 * Browsers say where a form came from: `Sec-Fetch-Site`, older ones `Origin`, which is “null” for pages that tell nobody where they are,
 * as ours. Whoever names another place is not our page; and the token is one that only our page has.
 * @throws NotOurForm
 */
export function checkForm(headers: Headers, given: string, expected: string): void {
  if (!isFromOurPage(headers) || !isEqual(given, expected)) throw new NotOurForm();
}

/** What no browser sends from another's page; enough to show somebody what they typed, and not to do anything by it. */
export function isFromOurPage(headers: Headers): boolean {
  const site = headers['sec-fetch-site'];
  const origin = headers.origin;
  return site === undefined
    ? origin === undefined || origin === 'null' || origin === new URL(publicUrl()).origin
    : site === 'same-origin';
}

type Headers = Record<string, string | undefined>;

/** Compares secrets without telling by its time how much of them was right. */
export function isEqual(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
