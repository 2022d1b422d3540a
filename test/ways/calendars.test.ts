import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { SampleCity } from '../../demo/sample-city.ts';
import { listCalendars, makeCalendar } from '../../functions/calendars/contract.ts';
import { type Entry, readBack } from '../calendars/read-back.ts';
import { stored } from './table.ts';
import { goesOn, on } from './way.ts';

/** School, speaker and unions that a visit concerns, and a school that it does not. */
const SCHOOL = 'school-donghu-02';
const OTHER = 'school-xihu-02';
const SPEAKER = 'speaker-001';
const KEEPERS = [SPEAKER, SCHOOL, 'union-donghu', 'union-qingshanhu', 'education-donghu', 'employer-01'];

let city: SampleCity;
/** The address of each one's calendar, without the host. */
const paths = new Map<string, string>();
const made = new Map<string, string>();
let visit: string;

beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

const makes = (who: string, of: unknown = who === SPEAKER ? 'me' : { organisation: who }) =>
  city.person(who).post('/v1/calendars', { of });
/** Without signing in, as calendar programs do. */
const fetched = (path: string, headers: Record<string, string> = {}) => city.call('GET', path, undefined, headers);
const calendarOf = async (who: string) => readBack((await fetched(paths.get(who)!)).body);
const entryFor = async (who: string): Promise<Entry | undefined> =>
  (await calendarOf(who)).entries.find(({ uid }) => uid.startsWith(visit));
/** What all of them see of the visit; it must be the same. */
async function seen(): Promise<Entry | undefined> {
  const [first, ...others] = await Promise.all(KEEPERS.map(entryFor));
  for (const other of others) expect(other).toEqual(first);
  return first;
}
const revokes = (who: string, id: string) => city.person(who).post(`/v1/calendars/${id}/revocation`, {});

describe('a private calendar', () => {
  test('is made by whoever acts for somebody, and its address is told this once and is not in the table', async () => {
    for (const who of [...KEEPERS, OTHER]) {
      const { status, body } = await makes(who);
      expect([who, status, z.safeParse(makeCalendar.answer, body).error?.issues]).toEqual([who, 201, undefined]);
      const { origin, pathname } = new URL(body.url);
      expect([origin, pathname]).toEqual([city.cloud.url, expect.stringMatching(/^\/calendars\/[\w-]{43}\.ics$/)]);
      paths.set(who, pathname);
      made.set(who, body.id);
    }
    const { body } = await city.person(SCHOOL).get('/v1/calendars');
    expect(z.safeParse(listCalendars.answer, body).error).toBeUndefined();
    expect(body.calendars).toMatchObject([{ id: made.get(SCHOOL), of: { organisation: SCHOOL } }]);
    const table = JSON.stringify([...(await stored(city)).values(), body]);
    for (const path of paths.values()) expect(table).not.toContain(path.slice('/calendars/'.length, -'.ics'.length));
  });

  test('is refused for what is not theirs, like for what does not exist', async () => {
    expect(await makes(SCHOOL, 'me')).toMatchObject({ status: 403 });
    const [others, unknown] = [await makes(SCHOOL, { organisation: OTHER }), await makes(SCHOOL, { organisation: 'nobody' })];
    expect(others.body).toMatchObject({ errors: [{ path: 'of.organisation', code: 'not-acting-for' }] });
    expect([others.status, others.body]).toEqual([422, unknown.body]);
    expect((await makes(SCHOOL, { organisation: SCHOOL, more: true })).status).toBe(422);
  });

  test('is in an organisation’s history, by ids alone; a speaker’s own is nobody else’s concern', async () => {
    const items = [...(await stored(city)).values()].filter(({ type }) => type === 'calendar-made');
    expect(items.map(({ organisation }) => organisation).sort()).toEqual(
      [...KEEPERS, OTHER].filter((who) => who !== SPEAKER).sort(),
    );
    expect(items.find(({ organisation }) => organisation === SCHOOL)).toMatchObject({
      by: { person: `person-${SCHOOL}`, role: 'school', organisation: SCHOOL },
      data: { calendar: made.get(SCHOOL), of: `person-${SCHOOL}` },
    });
  });
});

describe('a visit', () => {
  let before: Entry;

  test('shows, not certain yet, to all whom it concerns, and to nobody else', async () => {
    visit = await city.person(SCHOOL).asksFor({ slots: [on('2026-03-19')], speakerId: SPEAKER });
    await goesOn(city, visit, 'awaiting-release');
    before = (await seen())!;
    expect(before).toMatchObject({ status: 'TENTATIVE', start: '2026-03-19T06:00:00.000Z', end: '2026-03-19T07:30:00.000Z' });
    expect(before.description).toContain('示例张001');
    expect((await calendarOf(OTHER)).entries).toEqual([]);
    expect((await calendarOf(SCHOOL)).name).toMatch(/^劳模工匠进校园 · /);
  });

  test('becomes certain in the same entry', async () => {
    await goesOn(city, visit, 'confirmed');
    const now = (await seen())!;
    expect(now).toMatchObject({ uid: before.uid, status: 'CONFIRMED' });
    expect(now.sequence).toBeGreaterThan(before.sequence);
    before = now;
    const file = await city.person(SCHOOL).get(`/v1/visits/${visit}/calendar`);
    expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8; method=PUBLISH');
    expect(readBack(file.body)).toMatchObject({ method: 'PUBLISH', entries: [before] });
  });

  test('is shifted in it', async () => {
    const { start, end } = on('2026-03-19', '14:30', '16:00');
    await city.person(SCHOOL).changes(visit, 'shift', { start, end });
    const now = (await seen())!;
    expect(now).toMatchObject({ uid: before.uid, start: '2026-03-19T06:30:00.000Z' });
    expect(now.sequence).toBeGreaterThan(before.sequence);
    before = now;
  });

  test('is cancelled in it, for those who had counted on it', async () => {
    const another = await city.person(SCHOOL).asksFor({ slots: [on('2026-03-25')], speakerId: SPEAKER });
    expect((await calendarOf(SCHOOL)).entries).toHaveLength(2);
    await city.person(SCHOOL).cancels(another);
    await goesOn(city, visit, 'confirmed');
    await city.person(SCHOOL).cancels(visit);
    const now = (await seen())!;
    expect(now).toMatchObject({ uid: before.uid, status: 'CANCELLED', summary: expect.stringContaining('不举办') });
    expect(now.sequence).toBeGreaterThan(before.sequence);
    expect((await calendarOf(SCHOOL)).entries).toEqual([now]);
  });

  test('without a time yet, or of others, is no file', async () => {
    const wish = { slots: [on('2026-03-26')], speakerId: 'speaker-005', speakerRequired: true, topics: ['示例：无人会'] };
    const never = await city.person(SCHOOL).asksFor(wish);
    const answer = await city.person(SCHOOL).get(`/v1/visits/${never}/calendar`);
    expect([answer.status, answer.body.type ?? answer.body]).toEqual([409, 'no-time-yet']);
    expect((await city.person(OTHER).get(`/v1/visits/${visit}/calendar`)).status).toBe(404);
  });
});

describe('who fetches a calendar', () => {
  test('fetches it again only when it has changed, and tells no search engine', async () => {
    const path = paths.get(SCHOOL)!;
    const first = await fetched(path);
    const header = (name: string) => first.headers.get(name);
    expect([header('cache-control'), header('x-robots-tag')]).toEqual(['private, max-age=900', 'noindex']);
    expect([header('x-content-type-options'), header('referrer-policy')]).toEqual(['nosniff', 'no-referrer']);
    const etag = header('etag')!;
    expect(await fetched(path, { 'if-none-match': `"x", W/${etag}` })).toMatchObject({ status: 304, body: '' });
    expect((await fetched(path, { 'if-none-match': '"x"' })).status).toBe(200);
    await city.person(SCHOOL).asksFor({ slots: [on('2026-04-15')] });
    expect((await fetched(path, { 'if-none-match': etag })).status).toBe(200);
  });

  test('with a guessed address finds nothing, whatever it looks like', async () => {
    const guess = `/calendars/${'A'.repeat(43)}.ics`;
    const { status, body } = await fetched(guess);
    expect([status, body.type]).toEqual([404, 'not-found']);
    for (const path of [guess.replace('.ics', ''), '/calendars/x.ics', `${paths.get(SCHOOL)!}x`])
      expect((await fetched(path)).body).toEqual(body);
  });

  test('once it was revoked finds nothing, by whomever of the organisation', async () => {
    expect((await revokes(OTHER, made.get(SCHOOL)!)).status).toBe(404);
    expect((await revokes(SPEAKER, made.get(SPEAKER)!)).status).toBe(200);
    expect((await fetched(paths.get(SPEAKER)!)).status).toBe(404);
    expect((await revokes(SPEAKER, made.get(SPEAKER)!)).status).toBe(404);
    const { body } = await makes('union-donghu');
    expect((await revokes('union-donghu-2', body.id)).status).toBe(200);
    const [revoked] = [...(await stored(city)).values()].filter(({ type }) => type === 'calendar-revoked');
    expect(revoked).toMatchObject({ organisation: 'union-donghu', data: { calendar: body.id, of: 'person-union-donghu' } });
    expect((await fetched(new URL(body.url).pathname)).status).toBe(404);
  });

  test('finds nothing once whoever made it acts for the organisation no more', async () => {
    expect((await fetched(paths.get(SCHOOL)!)).status).toBe(200);
    const departure = { organisation: SCHOOL, leaveEmpty: true };
    expect((await city.person('union-city').post(`/v1/people/person-${SCHOOL}/departure`, departure)).status).toBe(200);
    expect((await fetched(paths.get(SCHOOL)!)).status).toBe(404);
  });
});
