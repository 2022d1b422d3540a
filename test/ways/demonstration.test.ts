import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

const refusal = async (who: string, wish: Json) => {
  const { status, body } = await city.person(who).post('/v1/visits', city.request(wish));
  const [error] = body.errors ?? [{}];
  return { status, path: error.path, code: error.code, zh: error.zh ?? body.zh };
};

test('the education authority starts a demonstration; the union approves it, the school agrees, and it is held like any other', async () => {
  const school = city.person('school-donghu-02');
  const visit = await city.person('education-donghu').asksFor({
    origin: 'demonstration',
    schoolId: 'school-donghu-02',
    activityType: 'demonstration',
    speakerId: 'speaker-002',
    slots: [on('2026-03-12')],
  });
  expect(await school.visit(visit)).toMatchObject({ origin: 'demonstration', status: 'awaiting-union' });
  const [begun] = await school.timeline(visit);
  expect(begun).toMatchObject({ zh: '发起示范活动', by: { role: 'education', organisation: 'education-donghu' } });
  const listed = async (who: string) => (await city.person(who).get('/v1/visits')).body.visits.map(({ id }: Json) => id);
  for (const who of ['education-donghu', 'education-city', 'union-donghu', 'school-donghu-02'])
    expect([who, await listed(who)]).toEqual([who, [visit]]);

  await goesOn(city, visit, 'awaiting-school');
  await school.confirms(visit, 'school-confirmation');
  await goesOn(city, visit, 'closed');
  const types = await happened(city, visit);
  expect(types[0]).toBe('requested');
  expect(types).toEqual(expect.arrayContaining(['union-approved', 'school-confirmed', 'statistics-submitted']));
  const { body } = await city.person('education-donghu').get('/v1/reports/statistics?unit=donghu&month=2026-03');
  expect(body.rows).toHaveLength(1);
});

test('the city’s union starts one at a school of any of its units, which may decline it', async () => {
  const visit = await city.person('union-city').asksFor({
    origin: 'demonstration',
    schoolId: 'school-xihu-02',
    otherSchools: ['school-wanli-01'],
    speakerId: 'speaker-004',
    slots: [on('2026-03-13')],
  });
  await goesOn(city, visit, 'awaiting-school');
  await city
    .person('school-xihu-02')
    .declines(visit, 'school-confirmation', { scope: 'visit', reasonCode: 'time', text: '当天期中考试' });
  expect((await city.person('union-city').visit(visit)).status).toBe('declined');
});

test('who may start one, and where', async () => {
  const demonstration = { origin: 'demonstration', schoolId: 'school-donghu-01' };
  expect(await refusal('school-donghu-01', { origin: 'demonstration' })).toEqual({
    status: 422,
    path: 'origin',
    code: 'not-by-school',
    zh: '示范活动由工会或教育行政部门发起',
  });
  for (const who of ['education-xihu', 'union-xihu', 'education-city-schools'])
    expect([who, await refusal(who, demonstration)]).toMatchObject([
      who,
      { status: 422, path: 'schoolId', code: 'unknown-school' },
    ]);
  for (const who of ['employer-01', 'speaker-001'])
    expect([who, (await refusal(who, demonstration)).status]).toEqual([who, 403]);
  const others = { ...demonstration, otherSchools: ['school-xihu-01'] };
  for (const who of ['education-donghu', 'union-donghu'])
    expect([who, await refusal(who, others)]).toMatchObject([
      who,
      { status: 422, path: 'otherSchools.0', code: 'unknown-school' },
    ]);
  // An authority starts demonstrations only; and what has taken place is recorded elsewhere.
  expect((await refusal('education-donghu', { schoolId: 'school-donghu-01' })).status).toBe(403);
  expect(await refusal('union-donghu', { origin: 'recorded', schoolId: 'school-donghu-01' })).toMatchObject({
    status: 422,
    path: 'origin',
    code: 'value',
  });
  expect((await city.person('school-donghu-01').get('/v1/visits')).body.visits).toEqual([]);
});

test('the union enters what a school asked for by phone; the school sees who did, and how it is said to have asked', async () => {
  const evidence = '3月2日9:20来电，示例联系人';
  const taken = { channel: 'phone', evidence, onBehalfOf: { organisationId: 'school-anyi-01' } };
  const visit = await city.person('union-anyi').asksFor({ schoolId: 'school-anyi-01', ...taken });
  const [entered] = await city.person('school-anyi-01').timeline(visit);
  expect(entered).toMatchObject({
    type: 'requested',
    by: { role: 'union', organisation: 'union-anyi', onBehalfOf: { party: 'school-anyi-01', channel: 'phone' } },
    data: { channel: 'phone', evidence },
  });
  expect(await city.person('school-anyi-01').visit(visit)).toMatchObject({ origin: 'requested', status: 'awaiting-union' });
  const another = { schoolId: 'school-anyi-01', ...taken, onBehalfOf: { organisationId: 'school-anyi-02' } };
  expect(await refusal('union-anyi', another)).toMatchObject({ status: 422, path: 'onBehalfOf', code: 'not-the-asked' });
  expect(await refusal('school-anyi-01', { channel: 'phone' })).toMatchObject({
    status: 422,
    path: 'channel',
    code: 'union-only',
  });
});
