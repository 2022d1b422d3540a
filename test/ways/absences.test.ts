import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { goesOn, happened, on } from './way.ts';

/** Of two speakers one is said not to have come, contests it, and is believed; and how fast everybody answered meanwhile. */
let city: SampleCity;
let visit: string;
const SCHOOL = 'school-donghu-01';
const speakers = ['speaker-001', 'speaker-002'];
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  visit = await city.person(SCHOOL).asksFor({ slots: [on('2026-03-19')], speakersWanted: 2 });
});
afterAll(() => city?.end());

const seat = async (who: string): Promise<Json> =>
  (await city.person(who).visit(visit)).seats.find(({ speakerId }: Json) => speakerId === speakers[1]);
const about = (what: string) => `/v1/visits/${visit}/absences/${speakers[1]}/${what}`;
const names = async (): Promise<string> =>
  (await city.person('union-donghu').get('/v1/reports/statistics?unit=donghu&month=2026-03')).body.rows[0][6];
const pace = async (who: string, query = ''): Promise<Json[]> =>
  (await city.person(who).get(`/v1/pace?from=2026-03&to=2026-03${query}`)).body.rows;
const figures = (rows: Json[], step: string) =>
  rows.filter((row) => row.step === step).map(({ organisation, step: _, ...row }) => ({ ...row, of: organisation.id }));

test('a union that lets its date pass is overdue, to itself and to the union above, and to no other', async () => {
  const { dueAt } = await city.person('union-donghu').task(visit, 'union-approval');
  await city.until(Date.parse(dueAt) + 900_000);
  const waiting = { of: 'union-donghu', answered: 0, recorded: 0, bySuperior: 0, expired: 0, overdue: 1 };
  for (const who of ['union-donghu', 'union-city']) expect(figures(await pace(who), 'union-approval')).toEqual([waiting]);
  expect(await pace('union-xihu')).toEqual([]);
  await city.person('union-city').approves(visit, { speakers, reserves: [] });
  const [then] = figures(await pace('union-city'), 'union-approval');
  expect(then).toEqual({ ...waiting, bySuperior: 1, inTime: 0, overdue: 0 });
});

test('of two speakers the school says one was held up on the road; the speaker sees it, others’ employers do not', async () => {
  await goesOn(city, visit, 'awaiting-statistics');
  const absent = [{ speakerId: speakers[1], reasonCode: 'traffic', text: '示例：电话未接通' }];
  const task = await city.person(SCHOOL).task(visit, 'statistics');
  const wrong = { speakersPresent: [speakers[0]], absent: [{ ...absent[0], reasonCode: 'weather' }] };
  const body = {
    ...{ outcome: 'submit', actualStart: on('2026-03-19').start, actualEnd: on('2026-03-19').end },
    ...{ schools: [{ schoolId: SCHOOL, directStudents: 40 }], indirectAudience: 0, media: [], costYuan: 0 },
  };
  const refused = await city.person(SCHOOL).post(`/v1/tasks/${task.id}/decision`, { ...body, ...wrong });
  expect(refused.body.errors).toMatchObject([{ path: 'absent.0.reasonCode', code: 'unknown' }]);

  await city.person(SCHOOL).submits(visit, { speakersPresent: [speakers[0]], absent });
  expect(await happened(city, visit)).toEqual(expect.arrayContaining(['statistics-submitted', 'speaker-absent']));
  expect(await names()).toMatch(/^示例\S+001/);
  expect(await names()).not.toContain('、');
  expect((await seat(speakers[1]!)).absence).toMatchObject({ state: 'told' });
  expect(await seat(speakers[0]!)).not.toHaveProperty('absence');
});

test('the speaker says that it was not so; until it is settled the visit says that it is contested', async () => {
  const text = '示例：堵车，三点到场并完成宣讲';
  expect((await city.person(speakers[1]!).post(about('objection'), { text })).status).toBe(200);
  for (const who of [SCHOOL, 'union-donghu', speakers[1]!])
    expect([who, (await seat(who)).absence.state]).toEqual([who, 'contested']);
});

test('the union settles it: the speaker stands in the table, once, and the chain of what happened is whole', async () => {
  const union = city.person('union-donghu');
  for (const _ of [1, 2]) expect((await union.post(about('settlement'), { outcome: 'came' })).status).toBe(200);
  expect(await names()).toMatch(/^示例\S+、示例\S+$/);
  expect((await seat(SCHOOL)).absence).toMatchObject({ state: 'settled', outcome: 'came' });
  const told = (await city.person(SCHOOL).timeline(visit)).slice(-2).map(({ zh }) => zh);
  expect(told).toEqual([
    expect.stringMatching(/^对未到场记录提出异议：/),
    expect.stringMatching(/^未到场异议处理结果：.*已到场$/),
  ]);
  const audit = (await city.person('union-city').get(`/v1/audit?visit=${visit}`)).body;
  expect(audit).not.toHaveProperty('broken');
});

test('how fast all answered: each organisation by its steps, the speakers only together and without times', async () => {
  const rows = await pace('union-donghu');
  expect(figures(rows, 'statistics')).toEqual([
    { of: SCHOOL, answered: 1, recorded: 0, medianHours: 0, inTime: 1, bySuperior: 0, expired: 0, overdue: 0 },
  ]);
  const confirmations = figures(rows, 'speaker-confirmation');
  expect(confirmations.reduce((sum, { answered }) => sum + answered, 0)).toBe(2);
  expect(confirmations.every(({ of }) => of.startsWith('union-'))).toBe(true);
  expect(JSON.stringify(rows)).not.toMatch(/speaker-00/);
  expect(figures(rows, 'employer-release').every(({ inTime }) => inTime === 1)).toBe(true);
  expect(await pace('union-donghu', '&step=statistics')).toEqual(rows.filter(({ step }) => step === 'statistics'));
});
