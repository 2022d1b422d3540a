import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { putInForce } from '../../demo/administrator.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing } from './machine.ts';
import { goesOn, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());
const asked = async (who: string, visit: string): Promise<string[]> =>
  (await city.person(who).inbox()).filter(({ visitId }: Json) => visitId === visit).map(({ kind }: Json) => kind);
const approved = async (school: string, day: string, choice: { speakers: string[]; reserves?: string[] }, wish = {}) => {
  const visit = await city.person(school).asksFor({ slots: [on(day)], speakersWanted: choice.speakers.length, ...wish });
  await city.person((await city.person(school).visit(visit)).union).approves(visit, { reserves: [], ...choice });
  return visit;
};

test('a union moves a visit that insisted on its speaker: the school has to agree to the new time', async () => {
  const school = 'school-anyi-02';
  const wish = { speakerId: 'speaker-008', speakerRequired: true };
  const visit = await approved(school, '2026-04-09', { speakers: ['speaker-008'] }, wish);
  const answer = await city
    .person('union-anyi')
    .post(`/v1/visits/${visit}/reschedule`, { reasonCode: 'other', slots: [on('2026-04-16')] });
  await city.settle();
  expect(answer.status).toBe(200);
  await city.person('employer-05').releases(visit);
  await city.person('speaker-008').confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-school');
});

test('a union shifts such a visit: the school has to agree, too', async () => {
  const school = 'school-anyi-02';
  const wish = { speakerId: 'speaker-008', speakerRequired: true };
  const visit = await approved(school, '2026-04-23', { speakers: ['speaker-008'] }, wish);
  await goesOn(city, visit, 'confirmed');
  const answer = await city
    .person('union-anyi')
    .post(`/v1/visits/${visit}/shift`, { reasonCode: 'other', ...on('2026-04-23', '14:30', '16:00') });
  await city.settle();
  expect(answer.status).toBe(200);
  await city.person('speaker-008').confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-school');
});

test('one speaker is not cleared: the reserve, who is, steps in, and nobody is asked about it again', async () => {
  await putInForce(city, { clearance: true });
  const visit = await approved('school-gaoxin-02', '2026-05-12', { speakers: ['speaker-007'], reserves: ['speaker-004'] });
  const { id } = await city.person('education-gaoxin').task(visit, 'clearance');
  const { body } = await city.person('education-gaoxin').get(`/v1/tasks/${id}`);
  expect([body.speakers, body.reserves]).toMatchObject([
    [{ id: 'speaker-007', talks: [{}] }],
    [{ id: 'speaker-004', talks: [{}] }],
  ]);
  await city.person('education-gaoxin').declines(visit, 'clearance', { speakers: ['speaker-007'] });
  await city.days(0.1);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect(await asked('speaker-004', visit)).toEqual(['speaker-confirmation']);
});

test('a series of a speaker whose talks are cleared: neither the union nor the authority is asked again', async () => {
  await putInForce(city, { clearance: true, seriesApproval: true });
  const wish = { speakerId: 'speaker-002', speakerRequired: true };
  const visit = await city.person('school-jinxian-02').asksFor({ ...wish, slots: [on('2026-06-03')] });
  await city.person('union-jinxian').approves(visit, { reserves: [], series: { until: '2026-12-31' } });
  await city.person('education-jinxian').decides(visit, 'clearance', { outcome: 'clear' });
  const next = await city.person('school-jinxian-02').asksFor({ ...wish, slots: [on('2026-06-10')] });
  expect(await asked('education-jinxian', next)).toEqual([]);
  expect(await asked('speaker-002', next)).toEqual(['speaker-confirmation']);
});

test('two series of one speaker at one school hold side by side', async () => {
  await putInForce(city, { seriesApproval: true });
  const wish = { speakerId: 'speaker-002', speakerRequired: true };
  const school = city.person('school-wanli-02');
  for (const [day, activityType] of [
    ['2026-06-17', 'lecture'],
    ['2026-06-24', 'class-meeting'],
  ]) {
    const visit = await school.asksFor({ ...wish, activityType, slots: [on(day!)] });
    await city.person('union-wanli').approves(visit, { reserves: [], series: { until: '2026-12-31' } });
  }
  for (const [day, activityType] of [
    ['2026-07-08', 'class-meeting'],
    ['2026-07-15', 'lecture'],
  ]) {
    const visit = await school.asksFor({ ...wish, activityType, slots: [on(day!)] });
    expect([activityType, await standing(city, visit)]).toEqual([activityType, 'awaiting-release']);
  }
});

test('two visits wait for the same talks: cleared for one, they may still be refused for the other', async () => {
  await putInForce(city, { clearance: true });
  const a = await approved('school-xinjian-02', '2026-09-08', { speakers: ['speaker-003'] });
  const b = await approved('school-xinjian-02', '2026-09-15', { speakers: ['speaker-003'] });
  await city.person('education-xinjian').decides(a, 'clearance', { outcome: 'clear' });
  await city.person('education-xinjian').declines(b, 'clearance');
  expect(await standing(city, b)).toBe('awaiting-union');
});
