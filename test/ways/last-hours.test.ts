import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

async function change(who: string, visit: string, name: string, body: object, headers = {}) {
  const answer = await city.person(who).post(`/v1/visits/${visit}/${name}`, { reasonCode: 'unwell', ...body }, headers);
  await city.settle();
  return answer;
}

/** A visit to which everybody has agreed, on whose morning it is. */
async function thatMorning(school: string, day: string, speakers: string[], wish = {}): Promise<string> {
  const visit = await city.person(school).asksFor({ slots: [on(day)], speakersWanted: speakers.length, ...wish });
  await city.person((await city.person(school).visit(visit)).union).approves(visit, { speakers, reserves: [] });
  await goesOn(city, visit, 'confirmed');
  await city.until(`${day}T07:00:00+08:00`);
  return visit;
}

const seatsOf = async (visit: string): Promise<Json[]> => (await city.person('union-city').visit(visit)).seats;

test('the only speaker falls ill in the morning: the visit lives on, and the union replaces by phone', async () => {
  const visit = await thatMorning('school-donghu-02', '2026-03-10', ['speaker-002']);
  const key = { 'idempotency-key': 'ill' };
  expect((await change('speaker-002', visit, 'withdraw', { seat: 1 }, key)).status).toBe(200);
  // Sent again, because the answer was lost.
  expect((await change('speaker-002', visit, 'withdraw', { seat: 1 }, key)).status).toBe(200);
  expect(await standing(city, visit)).toBe('awaiting-union');
  // The school learns nobody's number before that person has agreed.
  expect((await city.person('school-donghu-02').visit(visit)).seats[0]).not.toHaveProperty('speakerPhone');
  const replaced = await change('union-donghu', visit, 'replace-speaker', { seat: 1, speakerId: 'speaker-004' });
  expect(replaced.status).toBe(200);
  expect(await standing(city, visit)).toBe('confirmed');
  expect(await city.person('union-donghu').inbox()).toEqual([]);
  await goesOn(city, visit, 'closed');
});

test('one of two falls ill and nobody is found until the start: the other one comes', async () => {
  const visit = await thatMorning('school-xihu-02', '2026-03-17', ['speaker-002', 'speaker-004']);
  expect((await change('speaker-002', visit, 'withdraw', { seat: 1 })).status).toBe(200);
  expect(await standing(city, visit)).toBe('awaiting-union');
  await city.until('2026-03-17T14:00:30+08:00');
  expect(await standing(city, visit)).toBe('confirmed');
  expect((await seatsOf(visit)).map(({ status }) => status)).toEqual(['given-up', 'agreed']);
  await city.until('2026-03-17T15:30:00+08:00');
  const { slot } = await city.person('school-xihu-02').visit(visit);
  await city.person('school-xihu-02').submits(visit, { speakersPresent: ['speaker-004'], actualStart: slot.start });
  expect(await standing(city, visit)).toBe('closed');
});

test('the speaker whom the school requires cannot come: nobody comes instead, not even a reserve', async () => {
  const school = city.person('school-jinxian-02');
  const wish = { speakerId: 'speaker-006', speakerRequired: true, slots: [on('2026-03-31')] };
  const visit = await school.asksFor(wish);
  await city.person('union-jinxian').approves(visit);
  await city.person('employer-03').declines(visit, 'employer-release');
  expect(await standing(city, visit)).toBe('unmatched');
  expect(await happened(city, visit)).not.toContain('reserve-stepped-in');
});

test('the union enters a sick speaker’s own word: it is the speaker’s withdrawal, not the union’s objection', async () => {
  const visit = await thatMorning('school-gaoxin-02', '2026-04-14', ['speaker-002']);
  const body = { seat: 1, channel: 'phone', evidence: '示例：6:50 来电' };
  expect((await change('union-qingshanhu', visit, 'withdraw', body)).status).toBe(200);
  const entry = (await city.person('union-gaoxin').timeline(visit)).find(({ type }: Json) => type === 'withdrawn');
  expect(entry.by).toMatchObject({ organisation: 'union-qingshanhu', onBehalfOf: { party: 'speaker-002', channel: 'phone' } });
});

test('the school shifts the morning’s visit and the speaker clicks nothing: reserves stay home, the union says the word after the start', async () => {
  const visit = await thatMorning('school-donghu-02', '2026-04-21', ['speaker-004']);
  const shift = { start: '2026-04-21T14:30:00+08:00', end: '2026-04-21T16:00:00+08:00', reasonCode: 'school' };
  expect((await change('school-donghu-02', visit, 'shift', shift)).status).toBe(200);
  await city.until('2026-04-21T16:30:00+08:00');
  expect(await seatsOf(visit)).toMatchObject([{ speakerId: 'speaker-004', status: 'awaiting-speaker' }]);
  const { union } = (await city.person('union-city').get('/v1/speakers/speaker-004')).body;
  expect((await city.person(union).inbox()).map(({ visitId }: Json) => visitId)).toContain(visit);
  await city.person(union).confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-statistics');
});

test('who was silent or declined may be put in by phone after all', async () => {
  const visit = await thatMorning('school-xihu-02', '2026-04-28', ['speaker-002']);
  expect((await change('speaker-002', visit, 'withdraw', { seat: 1 })).status).toBe(200);
  const again = await change('union-xihu', visit, 'replace-speaker', { seat: 1, speakerId: 'speaker-002' });
  expect(again.status).toBe(200);
  expect(await standing(city, visit)).toBe('confirmed');
});

test('while somebody is looked for, the hour can still be shifted for those who come', async () => {
  const visit = await thatMorning('school-gaoxin-02', '2026-05-12', ['speaker-002', 'speaker-004']);
  expect((await change('speaker-002', visit, 'withdraw', { seat: 1 })).status).toBe(200);
  const shift = { start: '2026-05-12T15:00:00+08:00', end: '2026-05-12T16:30:00+08:00', reasonCode: 'school' };
  expect((await change('school-gaoxin-02', visit, 'shift', shift)).status).toBe(200);
  await city.person('speaker-004').confirms(visit, 'speaker-confirmation');
  await city.until('2026-05-12T15:00:30+08:00');
  expect(await standing(city, visit)).toBe('confirmed');
  expect((await seatsOf(visit)).map(({ status }) => status)).toEqual(['given-up', 'agreed']);
});

test('an objection in the last hours moves nobody to another of the times once wished for', async () => {
  const school = city.person('school-jinxian-02');
  const slots = [on('2026-05-19'), on('2026-05-28')];
  const visit = await school.asksFor({ slots });
  await city.person('union-jinxian').approves(visit, { speakers: ['speaker-001'], reserves: [] });
  const { id } = (await city.person('employer-01').inbox()).find(({ visitId }: Json) => visitId === visit);
  const phone = { onBehalfOf: { organisationId: 'employer-01' }, channel: 'phone' };
  await city.person('union-city').post(`/v1/tasks/${id}/decision`, { outcome: 'release', ...phone });
  await goesOn(city, visit, 'confirmed');
  await city.until('2026-05-19T07:00:00+08:00');
  expect((await city.person('employer-01').post(`/v1/tasks/${id}/objection`, { reasonCode: 'other' })).status).toBe(200);
  await city.settle();
  await city.person('employer-01').declines(visit, 'employer-release');
  expect((await school.visit(visit)).slot.start).toBe(new Date('2026-05-19T14:00:00+08:00').toISOString());
  await city.until('2026-05-19T14:00:30+08:00');
  expect(await standing(city, visit)).toMatch(/expired|unmatched/);
});
