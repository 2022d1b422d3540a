import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { handler } from '../../functions/calendars/calendars-api.handler.ts';
import { defaultLimits } from '../../functions/limits/limits.ts';
import { partyOf, personKey, visitKey } from '../../functions/platform/keys.ts';
import { newSecret } from '../../functions/platform/secret.ts';
import { listedAt } from '../../functions/visits/changes.ts';
import { CITY, cityItems, people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, request, today, visit } from '../support/visit.ts';
import { readBack } from './read-back.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: today });
  process.env.PUBLIC_URL = 'https://visits.example/';
});
afterAll(() => {
  vi.useRealTimers();
  delete process.env.PUBLIC_URL;
});
beforeEach(() => table.fill([...cityItems(), ...identityItems()]));

const OF = { of: { organisation: 'school-1' } };
const makes = async (body: object = OF) => send(handler, 'POST', '/v1/calendars', { token: await oidc.token('teacher'), body });
const fetches = (url: string) => send(handler, 'GET', new URL(url).pathname);
const kept = () => table.all().filter(({ pk }) => (pk as string).startsWith('FEED#'));

/** A visit of the teacher's school so many days from today, in the school's list. */
function planned(id: string, days: number) {
  const start = new Date(today.getTime() + days * 24 * 3_600_000).toISOString();
  const slot = { start, end: new Date(Date.parse(start) + 3_600_000).toISOString() };
  const made = core({ visit: visit({ id, slot: { index: 0, ...slot } }), request: request({ slots: [slot] }) });
  table.change(visitKey(CITY, id).pk, 'VISIT', {});
  for (const item of coreItems(made)) table.change(item.pk as string, item.sk as string, item);
  table.change(visitKey(CITY, id).pk, 'VISIT', { party1: partyOf(CITY, 'school-1'), when: listedAt(start, id) });
}

test('an organisation has as many as the policy says, and no more where two are made at one moment', async () => {
  const most = defaultLimits.usual.calendars;
  for (let i = 1; i < most; i++) expect((await makes()).status).toBe(201);
  const last = [await makes(), await makes()];
  expect(last.map(({ status }) => status)).toEqual([201, 409]);
  expect(last[1]!.body).toMatchObject({ type: 'too-many-calendars', most });
  expect(kept()).toHaveLength(most);
});

test('one whose place is taken by somebody else at that moment takes the next', async () => {
  const first = await makes();
  const taken = table.get(`${CITY}#FEEDS#school-1`, '1')!;
  table.meanwhile(() =>
    table.change(`${CITY}#FEEDS#school-1`, '2', { ...taken, sk: '2', id: 'f2', digest: 'another', place: 2 }),
  );
  const second = await makes();
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(table.get(`${CITY}#FEEDS#school-1`, '3')?.id).toBe(second.body.id);
});

test('the address is below the public one, and what is shown lies between two months ago and three hundred days ahead', async () => {
  for (const [id, days] of Object.entries({ old: -61, past: -59, soon: 10, far: 299, beyond: 301 })) planned(id, days);
  const { body } = await makes();
  expect(body.url).toMatch(/^https:\/\/visits\.example\/calendars\/[\w-]{43}\.ics$/);
  const { entries, name } = readBack((await fetches(body.url)).body);
  expect(entries.map(({ uid }) => uid.split('@')[0])).toEqual(['soon', 'far', 'past']);
  expect(entries[0]!.url).toBe('https://visits.example/v1/visits/soon');
  expect(name).toBe('劳模工匠进校园 · 示例school-1');
});

test('it is named in the language that whoever made it reads', async () => {
  const { body } = await makes();
  const notices = { language: 'en', immediate: [], digest: [] };
  table.change(`${CITY}#PERSON`, 'teacher', { ...personKey(CITY, 'teacher'), ...people.teacher, notices });
  expect(readBack((await fetches(body.url)).body).name).toBe('Model worker visits · 示例school-1');
});

test('reading leaves nothing behind', async () => {
  const { body } = await makes();
  const before = table.all();
  await fetches(body.url);
  expect(table.all()).toEqual(before);
});

test('whether there ever was such an address shows neither in the answer nor in the work done', async () => {
  const { body } = await makes();
  const calls = async (url: string) => {
    table.mock.resetHistory();
    const { status, body: said } = await fetches(url);
    return { status, said, calls: table.mock.calls().map(({ firstArg }) => firstArg.constructor.name) };
  };
  const unknown = await calls(`https://visits.example/calendars/${newSecret()}.ics`);
  table.change(`${CITY}#PERSON`, 'teacher', { ...personKey(CITY, 'teacher'), ...people.teacher, memberships: [] });
  const ended = await calls(body.url);
  expect(ended).toEqual(unknown);
  expect(unknown.status).toBe(404);
});

test('one that is read too often waits, and neither the person nor another calendar with it', async () => {
  const [first, other] = [await makes(), await makes()];
  const { burst } = defaultLimits.usual.calendarReads;
  for (let i = 0; i < burst; i++) expect((await fetches(first.body.url)).status).toBe(200);
  const refused = await fetches(first.body.url);
  expect(refused).toMatchObject({ status: 429, body: { type: 'too-many-requests', limit: 'calendar-reads' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await fetches(other.body.url)).status).toBe(200);
  expect((await send(handler, 'GET', '/v1/calendars', { token: await oidc.token('teacher') })).body.calendars).toHaveLength(2);
});
