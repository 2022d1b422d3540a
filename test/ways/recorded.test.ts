import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { recordVisit } from '../../functions/visits/contract.ts';
import { executionsOf } from './machine.ts';
import { holdsOf } from './table.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

/** An activity of a school on a day before, with two speakers of Qingshanhu's pool. */
const activity = (schoolId: string, day: string, more: Json = {}) => {
  const { start, end } = on(day);
  return {
    activityType: 'lecture',
    mode: 'in-school',
    levels: ['primary-upper'],
    topics: ['welding'],
    actualStart: start,
    actualEnd: end,
    speakersPresent: ['speaker-001', 'speaker-002'],
    schools: [{ schoolId, directStudents: 120 }],
    indirectAudience: 300,
    media: ['示例日报'],
    costYuan: 260.5,
    ...more,
  };
};
const record = (who: string, body: Json, headers = {}) => city.person(who).post('/v1/visits/recorded', body, headers);
const rows = async (who: string, unit: string, month = '2026-02') =>
  (await city.person(who).get(`/v1/reports/statistics?unit=${unit}&month=${month}`)).body.rows as Json[];
const lists = async (who: string, visit: string) =>
  (await city.person(who).get('/v1/visits?limit=100')).body.visits.some(({ id }: Json) => id === visit);

test('a school records what it held last week: it is closed, counts in the month, and whoever took part finds it', async () => {
  const summary = '学生动手体验了平板对接焊。';
  const { status, headers, body } = await record('school-donghu-01', activity('school-donghu-01', '2026-02-27', { summary }));
  expect([status, headers.get('location')]).toEqual([201, `/v1/visits/${body.id}`]);
  expect(z.safeParse(recordVisit.answer, body).error?.issues ?? []).toEqual([]);
  await city.settle();

  expect(await city.person('union-city').visit(body.id)).toMatchObject({
    status: 'closed',
    origin: 'recorded',
    statistics: { state: 'submitted' },
    seats: [
      { speakerId: 'speaker-001', status: 'agreed' },
      { speakerId: 'speaker-002', status: 'agreed' },
    ],
  });
  for (const who of ['union-donghu', 'education-donghu', 'school-donghu-01']) {
    expect([who, await rows(who, 'donghu')]).toEqual([
      who,
      [
        [
          1,
          '示例东湖区总工会',
          '',
          '2026年2月27日',
          '示例东湖区第一小学',
          '小学高年级',
          '示例张001(全国劳动模范)、示例王002(省级劳动模范)',
          120,
          300,
          '示例日报',
          260.5,
        ],
      ],
    ]);
  }
  for (const who of ['school-donghu-01', 'union-donghu', 'education-city', 'union-qingshanhu', 'speaker-001', 'speaker-002'])
    expect([who, await lists(who, body.id)]).toEqual([who, true]);
  for (const who of ['school-donghu-02', 'union-xihu', 'speaker-003', 'shili-union-city'])
    expect([who, await lists(who, body.id)]).toEqual([who, false]);

  expect(await city.person('speaker-001').timeline(body.id)).toMatchObject([
    { type: 'requested', zh: '事后补录', by: { role: 'school', organisation: 'school-donghu-01' } },
    { type: 'statistics-submitted', by: { role: 'school' }, data: { summary } },
  ]);
});

test('nothing begins: no workflow, no task, no time of a speaker; and it cannot be cancelled', async () => {
  const { body } = await record('union-anyi', activity('school-anyi-01', '2026-02-25', { schoolId: 'school-anyi-01' }));
  await city.days(1);
  expect(await executionsOf(city, body.id)).toEqual([]);
  for (const who of ['union-anyi', 'school-anyi-01', 'speaker-001', 'employer-01'])
    expect((await city.person(who).inbox()).filter(({ visitId }) => visitId === body.id)).toEqual([]);
  expect(await holdsOf(city, 'speaker-001')).toEqual([]);
  expect(await happened(city, body.id)).toEqual(['requested', 'statistics-submitted']);
  const cancelled = await city.person('union-anyi').post(`/v1/visits/${body.id}/cancel`, { reasonCode: 'other' });
  expect(cancelled).toMatchObject({ status: 409, body: { type: 'visit-over' } });
});

test('a speaker’s number is not to be had by recording a visit', async () => {
  const { body } = await record('school-jinxian-01', activity('school-jinxian-01', '2026-02-24'));
  expect(body.seats.map(({ speakerPhone }: Json) => speakerPhone)).toEqual([undefined, undefined]);
  expect((await city.person('speaker-001').visit(body.id)).contact).not.toHaveProperty('phone');
});

test('school and union record the same activity: the second is asked, and what is no double counts too', async () => {
  const { body } = await record('school-xihu-01', activity('school-xihu-01', '2026-02-26'));
  const byUnion = activity('school-xihu-01', '2026-02-26', { schoolId: 'school-xihu-01', speakersPresent: ['speaker-002'] });
  const asked = await record('union-xihu', byUnion);
  expect(asked).toMatchObject({
    status: 409,
    body: {
      type: 'possible-double',
      doubles: [
        {
          visitId: body.id,
          day: '2026-02-26',
          schoolId: 'school-xihu-01',
          schoolName: '示例西湖区第一小学',
          speakers: ['speaker-001', 'speaker-002'],
          status: 'closed',
        },
      ],
    },
  });
  expect([asked.body.zh, asked.body.en]).toEqual([expect.stringMatching(/[一-鿿]/), expect.stringMatching(/[a-z]{3}/)]);
  expect(await rows('union-xihu', 'xihu')).toHaveLength(1);
  expect(await record('union-xihu', { ...byUnion, speakersPresent: ['speaker-004'] })).toMatchObject({ status: 201 });
  expect(await record('union-xihu', { ...byUnion, notDouble: true })).toMatchObject({ status: 201 });
  expect(await rows('union-xihu', 'xihu')).toHaveLength(3);
});

test('school and union record the same activity at the same instant: one of them is asked', async () => {
  const school = 'school-qingshanhu-02';
  const body = activity(school, '2026-02-24');
  const answers = await Promise.all([record(school, body), record('union-qingshanhu', { ...body, schoolId: school })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ type: 'possible-double' });
});

test('sent again with the same key it is recorded once', async () => {
  const body = activity('school-gaoxin-01', '2026-02-26');
  const key = { 'idempotency-key': 'record-1' };
  const [first, again] = [await record('school-gaoxin-01', body, key), await record('school-gaoxin-01', body, key)];
  expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  expect(await rows('union-gaoxin', 'gaoxin')).toHaveLength(1);
});

test('with schools of two units it counts once, and the other school is asked when it records the same', async () => {
  const schools = [
    { schoolId: 'school-honggutan-01', directStudents: 50 },
    { schoolId: 'school-wanli-01', directStudents: 30 },
  ];
  const together = { schoolId: 'school-honggutan-01', otherSchools: ['school-wanli-01'], schools };
  const { status, body } = await record('union-city', activity('school-honggutan-01', '2026-02-25', together));
  expect([status, body.expectedStudents]).toEqual([201, 80]);
  expect([(await rows('union-city', 'honggutan')).length, (await rows('union-city', 'wanli')).length]).toEqual([1, 0]);
  expect(await lists('school-wanli-01', body.id)).toBe(true);
  const own = await record('school-wanli-01', activity('school-wanli-01', '2026-02-25'));
  expect(own).toMatchObject({ status: 409, body: { doubles: [{ visitId: body.id, schoolId: 'school-honggutan-01' }] } });
});

test('what is recorded although it went its way here is asked about, by the plan and then by what happened', async () => {
  const school = city.person('school-qingyunpu-02');
  const visit = await school.asksFor({ speakerId: 'speaker-004', slots: [on('2026-03-10')] });
  await goesOn(city, visit, 'awaiting-statistics');
  await city.until('2026-03-12T09:00:00+08:00');
  const on10th = activity('school-qingyunpu-02', '2026-03-10', { speakersPresent: ['speaker-004'] });
  const doubles = async (more: Json = {}) => (await record('school-qingyunpu-02', { ...on10th, ...more })).body.doubles;
  expect(await doubles()).toMatchObject([{ visitId: visit, day: '2026-03-10', status: 'awaiting-statistics' }]);

  // It took place a day later, with somebody else besides.
  const { start: actualStart, end: actualEnd } = on('2026-03-11');
  await school.submits(visit, { actualStart, actualEnd, speakersPresent: ['speaker-004', 'speaker-006'] });
  expect(await doubles({ actualStart, actualEnd, speakersPresent: ['speaker-006'] })).toMatchObject([
    { visitId: visit, day: '2026-03-11', speakers: ['speaker-004', 'speaker-006'], status: 'closed' },
  ]);
  expect(await record('school-qingyunpu-02', on10th)).toMatchObject({ status: 201 });
});

test('what cannot have happened, and whoever may not record, is refused field by field; nothing is written', async () => {
  const refused = async (who: string, more: Json) => {
    const { status, body } = await record(who, activity('school-jingkai-01', '2026-02-27', more));
    return [status, ...(body.errors ?? [body]).map(({ path, code, type }: Json) => (path ? `${path} ${code}` : type))];
  };
  const school = 'school-jingkai-01';
  const { start, end } = on('2027-03-03');
  expect(await refused(school, { actualStart: start, actualEnd: end })).toEqual([422, 'actualEnd future']);
  const before = on('2024-12-01');
  expect(await refused(school, { actualStart: before.start, actualEnd: before.end })).toEqual([
    422,
    'actualStart too-long-ago',
  ]);
  expect(await refused(school, { speakersPresent: ['shili-speaker-001'] })).toEqual([422, 'speakersPresent.0 unknown-speaker']);
  expect(await refused(school, { schoolId: 'school-jingkai-02' })).toEqual([422, 'schoolId unknown-school']);
  expect(await refused('union-xihu', { schoolId: school })).toEqual([422, 'schoolId unknown-school']);
  for (const who of ['education-jingkai', 'employer-01', 'speaker-001'])
    expect([who, await refused(who, { schoolId: school })]).toEqual([who, [403, 'forbidden']]);
  expect(await rows('union-jingkai', 'jingkai')).toEqual([]);
});
