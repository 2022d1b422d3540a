import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { SampleCity } from '../../demo/sample-city.ts';
import { PersonalData } from '../../functions/personal/contract.ts';
import { organisationKey } from '../../functions/platform/keys.ts';
import { stored } from '../ways/table.ts';
import { goesOn, on } from '../ways/way.ts';

let city: SampleCity;
const SPEAKER = 'speaker-001';
const ill = '示例：住院手术';
const contact = { name: '示例联系人甲', phone: '199-7777-0001' };
const held = { closed: '', declined: '', ahead: '' };
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  const ask = (school: string, date: string, more = {}) =>
    city.person(school).asksFor({ speakerId: SPEAKER, slots: [on(date)], contact, notes: '示例：带焊枪', ...more });
  held.closed = await ask('school-donghu-01', '2026-03-06');
  await goesOn(city, held.closed, 'closed');
  held.declined = await ask('school-donghu-02', '2026-03-19');
  await city.person('union-donghu').approves(held.declined);
  await city.person('employer-01').releases(held.declined);
  await city.person(SPEAKER).declines(held.declined, 'speaker-confirmation', { text: ill });
  // For later, so that it changes nothing here; how the union heard of it may name the speaker.
  const hours = { employerId: 'employer-01', hoursPerMonth: 4, from: '2026-11-01', to: '2026-12-31' };
  const union = await unionOfEmployer();
  const { status } = await city
    .person(union)
    .post(`/v1/speakers/${SPEAKER}/permission`, { ...hours, channel: 'phone', evidence: ill });
  if (status !== 200) throw new Error('not permitted');
  held.ahead = await ask('school-donghu-02', '2026-03-26');
  calendars.push(await calendar(SPEAKER, 'me'), await calendar('school-donghu-01', { organisation: 'school-donghu-01' }));
});
/** The path of a private calendar that somebody makes. */
const calendar = async (who: string, of: object | 'me') =>
  new URL((await city.person(who).post('/v1/calendars', { of })).body.url).pathname;
const calendars: string[] = [];
afterAll(() => city?.end());

/** The union of the first employer, by the table. */
async function unionOfEmployer(): Promise<string> {
  const employer = (await stored(city)).get(Object.values(organisationKey('nanchang', 'employer-01')).join(' '));
  return employer!.parent as string;
}
const POOL_UNION = 'union-qingshanhu';
const path = (who: string, what: string) => `/v1/people/person-${who}/${what}`;
const erases = (who: string, whom: string) => city.person(who).post(path(whom, 'erasure'), { reasonCode: 'requested' });
/** Once the second is over in which somebody was signed out. */
const signsInAgain = async (who: string) => {
  await city.until(city.now() + 1000);
  city.person(who).signsInAgain();
};
const wholeTable = async () => JSON.stringify([...(await stored(city)).values()]);
const chainOf = async (visit: string) => (await city.person('union-city').get(`/v1/audit?visit=${visit}`)).body;
const report = async () =>
  (await city.person('union-city').get('/v1/reports/statistics?unit=donghu&month=2026-03')).body.rows as (string | number)[][];
/** Until the sweep has looked through all visits. */
const swept = () => city.until(city.now() + 30 * 60_000);

describe('what is held about somebody', () => {
  test('is written out for themselves and for the union of their pool entry, and is there for nobody else', async () => {
    await city.person(POOL_UNION).get(`/v1/speakers/${SPEAKER}`);
    for (const who of [SPEAKER, POOL_UNION]) {
      const { status, body } = await city.person(who).get(path(SPEAKER, 'data'));
      expect([who, status, z.safeParse(PersonalData, body).error?.issues]).toEqual([who, 200, undefined]);
      expect(body.person).toMatchObject({ name: '示例张001', phone: expect.stringMatching(/^190-/), speakerId: SPEAKER });
      expect(body.speaker.phone).toBe(body.person.phone);
      expect(body.calendars).toEqual([{ id: expect.any(String), createdAt: expect.any(String) }]);
      const did = Object.fromEntries(
        body.visits.map((visit: { id: string; did: { type: string }[] }) => [visit.id, visit.did]),
      );
      expect(did[held.closed].map(({ type }: { type: string }) => type)).toContain('speaker-confirmed');
      expect(body.seenBy).toContainEqual(
        expect.objectContaining({ organisation: POOL_UNION, by: expect.objectContaining({ role: 'union' }) }),
      );
    }
    // Somebody of a union: of all the visits of its units those in which they did something.
    const officer = await city.person('union-donghu').get(path('union-donghu', 'data'));
    expect(officer.body.visits.map(({ id }: { id: string }) => id)).toContain(held.declined);
    expect(officer.body).not.toHaveProperty('speaker');
    const nobody = await city.person('union-city').get(path('nobody', 'data'));
    for (const who of ['union-xihu', 'school-donghu-01', 'employer-01', 'speaker-002', 'education-donghu'])
      for (const asked of [
        city.person(who).get(path(SPEAKER, 'data')),
        city.person(who).post(path(SPEAKER, 'correction'), { name: '示例' }),
        erases(who, SPEAKER),
      ])
        expect([who, await asked].map((each) => (typeof each === 'string' ? each : [each.status, each.body]))).toEqual([
          who,
          [404, nobody.body],
        ]);
  });

  test('is corrected in the record and in the pool, and the number leads to them from then on', async () => {
    const { status } = await city
      .person(SPEAKER)
      .post(path(SPEAKER, 'correction'), { phone: '199-8888-0002', name: '示例张更正' });
    expect(status).toBe(200);
    await signsInAgain(SPEAKER);
    const { body } = await city.person(POOL_UNION).get(`/v1/speakers/${SPEAKER}`);
    expect([body.name, body.phone]).toEqual(['示例张更正', '199-8888-0002']);
    const lookUps = [...(await stored(city)).values()].filter(
      ({ pk, person }) => String(pk).startsWith('PHONE#') && person === `person-${SPEAKER}`,
    );
    expect(lookUps).toHaveLength(1);
    for (const [body, error] of [
      [{}, 'name'],
      [{ phone: 'call me' }, 'phone'],
      [{ role: 'union' }, 'role'],
    ] as const) {
      const refused = await city.person(SPEAKER).post(path(SPEAKER, 'correction'), body);
      expect([refused.status, refused.body.errors?.[0].path]).toEqual([422, error]);
    }
    const teacher = await city.person('school-xihu-02').post(path('school-xihu-02', 'correction'), { biography: '示例' });
    expect(teacher.body.errors?.[0]).toMatchObject({ path: 'biography', code: 'unknown-speaker' });
  });
});

describe('a speaker who is erased', () => {
  test('is not while visits count on them, which are named', async () => {
    expect(await erases(SPEAKER, SPEAKER)).toMatchObject({ status: 409, body: { type: 'still-seated', visits: [held.ahead] } });
    await city.person('school-donghu-02').cancels(held.ahead);
  });

  test('signs in no more, from the very next request on', async () => {
    const before = await report();
    expect(await erases(SPEAKER, SPEAKER)).toMatchObject({ status: 200, body: { state: 'underway' } });
    expect((await city.person(SPEAKER).get('/v1/tasks')).status).toBe(401);
    expect((await city.call('GET', calendars[0]!)).status).toBe(404);
    await swept();
    expect(await erases(POOL_UNION, SPEAKER)).toMatchObject({ status: 200, body: { state: 'done' } });
    expect((await erases('union-xihu', SPEAKER)).status).toBe(404);
    expect((await city.person(POOL_UNION).get(path(SPEAKER, 'data'))).status).toBe(404);
    const after = await report();
    // The table that is filed keeps its row, its counts and the honour.
    const [index] = [before[0]!.findIndex((cell) => String(cell).includes('示例张'))];
    expect(after[0]!.map((cell, i) => (i === index ? String(cell).replace('（已注销）', '') : cell))).toEqual(
      before[0]!.map((cell, i) => (i === index ? String(cell).replace(/示例张(001|更正)/, '') : cell)),
    );
    expect(after[0]![index]).toMatch(/^（已注销）\(/);
  });

  test('leaves neither name nor number nor words in the table, and the visits as they were, with whole chains', async () => {
    const table = await wholeTable();
    for (const trace of ['示例张001', '示例张更正', ill]) expect(table).not.toContain(trace);
    for (const visit of [held.closed, held.declined]) {
      const chain = await chainOf(visit);
      expect(chain.entries).toHaveLength(chain.events);
      expect(chain).not.toHaveProperty('broken');
      const { body } = await city.person('union-city').get(`/v1/visits/${visit}/timeline`);
      expect(body.timeline).toHaveLength(chain.events);
    }
    expect((await city.person('union-city').visit(held.closed)).seats[0]).toMatchObject({
      speakerId: SPEAKER,
      speakerName: '（已注销）',
    });
    expect((await city.person('union-city').get(`/v1/speakers/${SPEAKER}`)).body).toMatchObject({
      name: '（已注销）',
      status: 'retired',
    });
  });
});

test('somebody of a school who is erased leaves the visits they asked for, without contact, notes and words', async () => {
  const alive = await city.person('school-donghu-01').asksFor({ slots: [on('2026-04-16')], contact, notes: '示例：带护目镜' });
  expect((await city.call('GET', calendars[1]!)).status).toBe(200);
  expect((await erases('school-donghu-01', 'school-donghu-01')).status).toBe(200);
  expect((await city.call('GET', calendars[1]!)).status).toBe(404);
  expect(await wholeTable()).not.toContain('FEED#');
  await swept();
  const [closed, still] = await Promise.all([held.closed, alive].map((visit) => city.person('union-donghu').visit(visit)));
  expect(closed).toMatchObject({ contact: { name: '（已注销）' }, requestedBy: { name: '（已注销）' } });
  expect([closed!.notes, closed!.contact.phone]).toEqual([undefined, undefined]);
  expect(await chainOf(held.closed)).not.toHaveProperty('broken');
  // What is still to take place needs its contact until then.
  expect(still).toMatchObject({ contact, notes: '示例：带护目镜' });
  await city.person('union-donghu').cancels(alive);
  await city.days(8);
  expect((await city.person('union-donghu').visit(alive)).contact).toEqual({ name: '（已注销）' });
  expect(await wholeTable()).not.toContain('示例：带护目镜');
  // Whoever looked after them hears how far it is; they themselves are gone.
  for (const who of ['union-donghu', 'education-donghu', 'union-city'])
    expect([who, await erases(who, 'school-donghu-01')]).toMatchObject([who, { status: 200, body: { state: 'done' } }]);
  for (const who of ['union-xihu', 'school-donghu-02', 'school-donghu-01-2', 'speaker-002'])
    expect((await erases(who, 'school-donghu-01')).status).toBe(404);
  for (const visit of [held.closed, alive]) expect(await chainOf(visit)).not.toHaveProperty('broken');
});
