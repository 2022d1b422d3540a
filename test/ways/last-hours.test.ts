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
