import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { SampleCity } from '../../demo/sample-city.ts';
import { PersonalData } from '../../functions/personal/contract.ts';
import { stored } from '../ways/table.ts';
import { goesOn, on } from '../ways/way.ts';

/** Somebody who stands in the pool and never signs in: all there is of them is the entry. */
let city: SampleCity;
const ENTRY = 'speaker-001';
const UNION = 'union-qingshanhu-head';
let visit: string;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  visit = await city.person('school-donghu-01').asksFor({ speakerId: ENTRY, slots: [on('2026-03-06')] });
  await goesOn(city, visit, 'closed');
  const gone = { organisation: 'union-qingshanhu', role: 'speaker' };
  const { status } = await city.person('union-qingshanhu').post(`/v1/people/person-${ENTRY}/departure`, gone);
  if (status !== 200) throw new Error('still signs in');
});
afterAll(() => city?.end());

const path = (what: string) => `/v1/people/${ENTRY}/${what}`;
const STRANGERS = ['union-xihu', 'school-donghu-01', 'employer-01', 'speaker-002', 'speaker-001', 'education-donghu'];

test('is written out for the union that looks after the entry, and for nobody else', async () => {
  const { status, body } = await city.person(UNION).get(path('data'));
  expect([status, z.safeParse(PersonalData, body).error?.issues]).toEqual([200, undefined]);
  expect(body).not.toHaveProperty('person');
  expect(body.speaker).toMatchObject({ id: ENTRY, name: '示例张001', phone: '190-0000-0001' });
  expect(body.visits).toEqual([{ id: visit, when: expect.any(String), did: [] }]);
  for (const who of STRANGERS) expect([who, (await city.person(who).get(path('data'))).status]).toEqual([who, 404]);
  // One that signs in is found as the person alone.
  expect((await city.person(UNION).get('/v1/people/speaker-002/data')).status).toBe(404);
  expect((await city.person('speaker-002').get('/v1/people/speaker-002/data')).status).toBe(404);
});

test('is corrected', async () => {
  const { status, body } = await city.person(UNION).post(path('correction'), { phone: '199-0000-0301', name: '示例张更正' });
  expect([status, body.corrected]).toEqual([200, ['name', 'poolPhone']]);
  expect((await city.person(UNION).get(`/v1/speakers/${ENTRY}`)).body).toMatchObject({ phone: '199-0000-0301' });
});

test('is erased, and nobody finds it after that', async () => {
  const erases = (who: string) => city.person(who).post(path('erasure'), { reasonCode: 'deceased' });
  for (const who of STRANGERS) expect([who, (await erases(who)).status]).toEqual([who, 404]);
  expect((await city.person(UNION).post('/v1/people/speaker-002/erasure', { reasonCode: 'other' })).status).toBe(404);
  expect(await erases(UNION)).toMatchObject({ status: 200, body: { id: ENTRY, state: 'underway' } });
  await city.until(city.now() + 30 * 60_000);
  expect(await erases(UNION)).toMatchObject({ status: 200, body: { state: 'done' } });
  expect((await erases('union-xihu')).status).toBe(404);
  expect((await city.person(UNION).get(path('data'))).status).toBe(404);
  expect((await city.person(UNION).post(path('correction'), { name: '示例' })).status).toBe(404);
  expect((await city.person('union-city').get(`/v1/speakers/${ENTRY}`)).body).toMatchObject({ name: '（已注销）' });
  const left = [...(await stored(city)).values()].filter(({ pk }) => !pk.endsWith('#PERSON'));
  for (const trace of ['示例张001', '示例张更正']) expect(JSON.stringify(left)).not.toContain(trace);
});
