import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/personal/personal-api.handler.ts';
import { partyOf, visitOf } from '../../functions/platform/keys.ts';
import { CITY, cityItems } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { today } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
process.env.CURSOR_SECRET = 'a secret for tests'.padEnd(32, '.');
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());

/** A seat of speaker s1 as the lists know it, so many days ago. */
function sat(daysAgo: number) {
  const id = `v${String(daysAgo).padStart(4, '0')}`;
  const when = new Date(today.getTime() - daysAgo * 86_400_000).toISOString();
  return { pk: visitOf(CITY, id), sk: 'SEAT#1', party1: partyOf(CITY, 's1'), when: `${when}#${id}` };
}
const DAYS = Array.from({ length: 230 }, (_, i) => i * 5);
beforeEach(() => table.fill([...cityItems(), ...identityItems(), ...DAYS.map(sat)]));

const exports = async (cursor?: string, who: 'worker' | 'superior' = 'worker') => {
  const query: Record<string, string> = cursor === undefined ? {} : { cursor };
  return send(handler, 'GET', '/v1/people/worker/data', { token: await oidc.token(who), query });
};

describe('the visits of somebody who has sat in many', () => {
  test('come page by page, from the latest back to the very first, each once', async () => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const { status, body } = await exports(cursor);
      expect([status, body.more]).toEqual([200, body.cursor !== undefined]);
      pages.push(body.visits.map(({ id }: { id: string }) => id));
      cursor = body.cursor;
    } while (cursor !== undefined);
    expect(pages.map((page) => page.length)).toEqual([100, 100, 30]);
    const oldestFirst = DAYS.map((days) => sat(days).pk.split('#').at(-1)).reverse();
    expect(pages.reverse().flat()).toEqual(oldestFirst);
  });

  test('end where a page is just full', async () => {
    table.fill([...cityItems(), ...identityItems(), ...DAYS.slice(0, 100).map(sat)]);
    const { body } = await exports();
    expect([body.visits.length, body.more, body.cursor]).toEqual([100, false, undefined]);
  });

  test('are paged by whoever asks for themselves: another’s cursor leads nowhere', async () => {
    const { cursor } = (await exports()).body;
    const other = await exports(cursor, 'superior');
    expect([other.status, other.body.errors?.[0]?.code]).toEqual([422, 'cursor']);
    expect((await exports('nonsense')).status).toBe(422);
  });
});
