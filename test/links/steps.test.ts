import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SamplePerson } from '../../data/sample/city.ts';
import { sampleCities } from '../../data/sample/index.ts';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { defaultLimits } from '../../functions/limits/limits.ts';
import { seedOf } from '../../local/seed.ts';
import { on } from '../ways/way.ts';
import { messages, Visitor } from './visitor.ts';

const isOf = (memberships: SamplePerson['memberships'], id: string) =>
  memberships.some(({ organisation }) => organisation === id);
const withoutNumber = ({ phone, ...person }: SamplePerson): SamplePerson =>
  isOf(person.memberships, 'employer-05') || phone === undefined ? person : { ...person, phone };
const contactOf = (id: string) =>
  sampleCities().flatMap(({ organisations }) => organisations.flatMap((one) => (one.id === id ? [one.contact?.phone] : [])))[0];

/** A city in which talks are cleared, links are few, employer-04 has nobody who signs in, and nobody's number is known at employer-05. */
let city: SampleCity;
beforeAll(async () => {
  const usual = { ...defaultLimits.usual, linksPerTask: 2 };
  const changed = seedOf((one) => ({
    ...one,
    policy: { ...one.policy, clearance: true, limits: { usual, roles: {} } },
    people: one.people.filter(({ memberships }) => !isOf(memberships, 'employer-04')).map(withoutNumber),
  }));
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00', { seed: changed });
});
afterAll(() => city?.end());

/** Opens the link to somebody's open task, and answers. */
async function answers(who: string, visit: string, kind: string, fields: Record<string, string>, sender = who) {
  const { id } = await city.person(who).task(visit, kind);
  const visitor = await Visitor.of(city, id, sender);
  await visitor.enters();
  const page = await visitor.submit(fields);
  await city.settle();
  return page;
}

test('everybody may answer from the telephone: the union, the authority, the employer, the speaker, the school', async () => {
  const visit = await city.person('school-donghu-02').asksFor({ slots: [on('2026-03-18')], speakerId: 'speaker-001' });
  const said = [
    await answers('union-donghu', visit, 'union-approval', { outcome: 'approve' }),
    await answers('education-donghu', visit, 'clearance', { outcome: 'clear' }),
    await answers('employer-01', visit, 'employer-release', { outcome: 'release' }, 'union-qingshanhu'),
    await answers('speaker-001', visit, 'speaker-confirmation', { outcome: 'confirm' }, 'union-qingshanhu'),
    await answers('school-donghu-02', visit, 'school-confirmation', { outcome: 'confirm' }, 'union-donghu'),
  ];
  expect(said.map(({ status }) => status)).toEqual(Array(5).fill(200));
  expect((await city.person('school-donghu-02').visit(visit)).status).toBe('confirmed');
  const told = await city.person('union-city').timeline(visit);
  const rolesOf = (events: Json[]) => events.flatMap(({ by }) => (by ? [by.role] : []));
  const isSending = ({ type }: Json) => type === 'link-sent';
  expect(rolesOf(told.filter((event) => !isSending(event)))).toEqual([
    ...['school', 'union', 'education', 'employer', 'speaker', 'school'],
  ]);
  expect(rolesOf(told.filter(isSending))).toEqual(['union', 'education', 'union', 'union', 'union']);
});

test('a school without a computer submits the statistics: what was planned is filled in, and what was typed stays', async () => {
  await city.until(on('2026-03-18').end);
  const visits = (await city.person('school-donghu-02').get('/v1/visits')).body.visits;
  const { id } = await city.person('school-donghu-02').task(visits[0].id, 'statistics');
  const visitor = await Visitor.of(city, id, 'school-donghu-02');
  await visitor.enters();
  const { text } = await visitor.get();
  for (const planned of [
    'value="2026-03-18 14:00"',
    'value="2026-03-18 15:30"',
    'name="present.speaker-001" value="yes" checked',
  ])
    expect(text).toContain(planned);
  const happened = {
    ...{ outcome: 'submit', actualStart: '2026-03-18 14:10', actualEnd: '2026-03-18 15:30', 'present.speaker-001': 'yes' },
    ...{ 'students.school-donghu-02': '43', indirectAudience: '120', media: '示例日报、示例电视台', costYuan: '', summary: '' },
  };
  const refused = await visitor.submit(happened);
  expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/经费（元）/u)]);
  expect(refused.text).toContain('value="2026-03-18 14:10"');
  const impossible = await visitor.submit({ ...happened, costYuan: '20', actualEnd: '2026-03-18 13:00' });
  expect([impossible.status, impossible.text]).toEqual([422, expect.stringMatching(/结束时间: 须晚于|结束时间.*晚于/u)]);
  const csrf = /name="csrf" value="([^"]+)"/.exec(impossible.text)![1]!;
  // They are gathered from several people: an hour is given.
  await city.until(city.now() + 50 * 60_000);
  expect((await visitor.submit({ ...happened, costYuan: '20.5' })).text).toContain('已记录：统计已填报');
  const another = await visitor.submit({ ...happened, costYuan: '30', 'present.speaker-002': 'yes', csrf });
  expect([another.status, another.text]).toEqual([
    409,
    expect.stringMatching(/未提交.*3月18日 周三 14:10.*示例张001<\/dd>.*：直接覆盖学生数.*<dd>43<.*<dd>30</su),
  ]);
  await city.settle();
  const { rows } = (await city.person('union-donghu').get('/v1/reports/statistics?unit=donghu&month=2026-03')).body;
  expect(rows).toHaveLength(1);
  for (const told of ['43', '示例日报', '20.5']) expect(JSON.stringify(rows)).toContain(told);
});

test('a school says what it declines: these speakers, or the visit', async () => {
  const visit = await city.person('school-donghu-01').asksFor({ slots: [on('2026-04-15')], speakerId: 'speaker-006' });
  await answers('union-donghu', visit, 'union-approval', { outcome: 'approve' });
  await city.person('education-donghu').decides(visit, 'clearance', { outcome: 'clear' });
  await city.person('employer-03').releases(visit);
  await city.person('speaker-006').confirms(visit, 'speaker-confirmation');
  const { id } = await city.person('school-donghu-01').task(visit, 'school-confirmation');
  const visitor = await Visitor.of(city, id, 'school-donghu-01');
  await visitor.enters();
  const decline = { outcome: 'decline', reasonCode: 'time' };
  expect((await visitor.submit(decline)).status).toBe(422);
  expect((await visitor.submit({ ...decline, scope: 'visit' })).status).toBe(200);
  await city.settle();
  expect((await city.person('school-donghu-01').visit(visit)).status).toBe('declined');
});

test('links to one task are sent only so often a day', async () => {
  const visit = await city.person('school-xihu-02').asksFor({ slots: [on('2026-04-22')] });
  const { id } = await city.person('union-xihu').task(visit, 'union-approval');
  const send = () => city.person('union-xihu').post(`/v1/tasks/${id}/link`, {});
  expect((await send()).status).toBe(200);
  expect((await send()).status).toBe(200);
  const before = await messages(city);
  const refused = await send();
  expect(refused.body).toMatchObject({ type: 'too-many-requests', limit: 'links' });
  expect(await messages(city)).toEqual(before);
  await city.until(city.now() + Number(refused.headers.get('retry-after')) * 1000);
  expect((await send()).status).toBe(200);
});

/** The question to the employer of somebody who is asked to come. */
async function releaseOf(speakerId: string, day: string) {
  const visit = await city.person('school-donghu-01').asksFor({ slots: [on(day)], speakerId });
  await city.person('union-donghu').approves(visit, { reserves: [] });
  await city.person('education-donghu').decides(visit, 'clearance', { outcome: 'clear' });
  const { tasks } = (await city.person('union-city').get(`/v1/tasks?visit=${visit}`)).body;
  return tasks.find(({ kind }: { kind: string }) => kind === 'employer-release').id;
}

test('a party that has nobody who may decide is not sent a link: it is to be called', async () => {
  const task = await releaseOf('speaker-007', '2026-05-13');
  const before = await messages(city);
  const { status, body } = await city.person('union-city').post(`/v1/tasks/${task}/link`, {});
  expect([status, body.type]).toEqual([409, 'nobody-to-ask']);
  expect(await messages(city)).toEqual(before);
});

test('a member without a number of their own is reached at that of the organisation', async () => {
  const visitor = await Visitor.of(city, await releaseOf('speaker-008', '2026-05-20'), 'union-city');
  // A provider is told the digits alone.
  expect(visitor.phone).toBe(contactOf('employer-05')!.replaceAll('-', ''));
  expect((await visitor.enters()).status).toBe(303);
});
