import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin();
});
afterAll(() => city?.end());

/** The id that a task has on the wire. */
const idOf = (visit: string, name: string) => `${visit}.1.${name}`;

test('who declined keeps the record of the question, and sees nothing of the visit that goes on', async () => {
  const school = city.person('school-xinjian-01');
  const visit = await school.asksFor({ speakerId: 'speaker-002', slots: [city.slot(22)] });
  await city.person('union-xinjian').approves(visit);
  const speaker = city.person('speaker-002');
  await speaker.declines(visit, 'speaker-confirmation', { reasonCode: 'unwell', text: '示例：需要住院' });
  expect((await speaker.get(`/v1/visits/${visit}`)).status).toBe(404);
  const record = await speaker.get(`/v1/tasks/${idOf(visit, 'speaker-confirmation.1.1')}`);
  expect(record.body.decision).toMatchObject({ outcome: 'decline', text: '示例：需要住院' });
  expect(record.body).not.toHaveProperty('visit');

  const reasonFor = async (who: string) =>
    (await city.person(who).timeline(visit)).find(({ type }) => type === 'speaker-declined').data;
  expect(await reasonFor('union-xinjian')).toMatchObject({ reasonCode: 'unwell', text: '示例：需要住院' });
  expect(await reasonFor('school-xinjian-01')).toMatchObject({ reasonCode: 'unwell' });
  expect(await reasonFor('school-xinjian-01')).not.toHaveProperty('text');
  expect(await reasonFor('education-xinjian')).not.toHaveProperty('reasonCode');
});

test('a school that is late as an employer is helped by a union, which can decide', async () => {
  const visit = await city
    .person('school-jinxian-01')
    .asksFor({ speakerId: 'speaker-070', speakerRequired: true, slots: [city.slot(30)] });
  const { status, reasons } = await city.person('school-jinxian-01').visit(visit);
  expect({ status, reasons }).toMatchObject({ status: 'awaiting-union' });
  await city.person('union-jinxian').approves(visit);
  const employer = city.person('school-city-schools-02');
  const { id, dueAt } = await employer.task(visit, 'employer-release');
  await city.until(Date.parse(dueAt) + 60_000);
  const { escalatedTo } = (await employer.get(`/v1/tasks/${id}`)).body;
  await city.person(escalatedTo).decides(visit, 'employer-release', { outcome: 'release' });
  expect((await city.person('speaker-070').task(visit, 'speaker-confirmation')).visitId).toBe(visit);
});

test('where the school requires its speaker the union approves that one or declines', async () => {
  const visit = await city
    .person('school-wanli-01')
    .asksFor({ speakerId: 'speaker-004', speakerRequired: true, slots: [city.slot(40)] });
  const union = city.person('union-wanli');
  const { id } = await union.task(visit, 'union-approval');
  const other = await union.post(`/v1/tasks/${id}/decision`, { outcome: 'approve', speakers: ['speaker-006'] });
  expect(other).toMatchObject({ status: 422, body: { errors: [{ path: 'speakers', code: 'required-speaker' }] } });
  const paused = await union.post(`/v1/tasks/${id}/decision`, { outcome: 'approve', reserves: ['speaker-005'] });
  expect(paused).toMatchObject({ status: 422, body: { errors: [{ path: 'reserves.0', code: 'not-suitable' }] } });
});

test('a visit stands in the lists on the day that was chosen, and once', async () => {
  const busy = city.slot(50);
  const free = city.slot(57);
  const required = { speakerId: 'speaker-007', speakerRequired: true };
  await city.person('school-jingkai-01').asksFor({ ...required, slots: [busy] });
  const school = city.person('school-gaoxin-02');
  const visit = await school.asksFor({ ...required, slots: [busy, free] });
  const day = free.start.slice(0, 10);
  expect((await school.get(`/v1/visits?from=${day}&to=${day}`)).body.visits.map(({ id }: { id: string }) => id)).toEqual([
    visit,
  ]);
  const all: string[] = [];
  for (let path = '/v1/visits?limit=1'; path !== ''; ) {
    const { visits, cursor } = (await city.person('union-gaoxin').get(path)).body;
    all.push(...visits.map(({ id }: { id: string }) => id));
    path = cursor ? `/v1/visits?limit=1&cursor=${cursor}` : '';
  }
  expect(all.filter((id) => id === visit)).toEqual([visit]);
});

test('reports are refused to roles that have none, and an impossible id is one that does not exist', async () => {
  expect((await city.person('employer-01').get('/v1/reports/statistics?month=2026-03')).status).toBe(403);
  const school = city.person('school-anyi-01');
  expect((await school.get('/v1/reports/statistics?month=2026-03&unit=donghu')).status).toBe(404);
  for (const id of ['a'.repeat(400), '%20', '%00']) expect((await school.get(`/v1/visits/${id}`)).status).toBe(404);
});
