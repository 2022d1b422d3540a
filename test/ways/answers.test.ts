import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { SampleCity } from '../../demo/sample-city.ts';
import { contracts } from '../../functions/meta/openapi.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin();
});
afterAll(() => city?.end());

/** Holds an answer against what the OpenAPI document promises of its route. */
function promised(method: string, path: string, body: unknown): void {
  const contract = contracts.find((each) => each.method === method && each.path === path);
  expect(z.safeParse(contract!.answer!, body).error?.issues ?? []).toEqual([]);
}

test('every route answers what the OpenAPI document promises', async () => {
  const school = city.person('school-city-schools-01');
  const union = city.person('union-education');
  const created = await school.post('/v1/visits', city.request({ notes: '示例\n第二行', speakersWanted: 2 }));
  promised('POST', '/v1/visits', created.body);
  await city.settle();
  const [task] = await union.inbox();
  const gets: [string, string][] = [
    ['/v1/visits', '/v1/visits'],
    ['/v1/visits/{id}', `/v1/visits/${created.body.id}`],
    ['/v1/visits/{id}/timeline', `/v1/visits/${created.body.id}/timeline`],
    ['/v1/tasks', '/v1/tasks?status=open'],
    ['/v1/tasks/{id}', `/v1/tasks/${task.id}`],
    ['/v1/speakers', '/v1/speakers?limit=100'],
    ['/v1/speakers/{id}', '/v1/speakers/speaker-003'],
    ['/v1/reports/statistics', '/v1/reports/statistics?unit=city-schools&month=2026-03'],
    ['/v1/catalogue', '/v1/catalogue'],
    ['/health', '/health'],
  ];
  for (const [route, path] of gets) promised('GET', route, (await union.get(path)).body);
  promised('POST', '/v1/tasks/{id}/decision', (await union.approves(created.body.id)).body);
});

test("a seated speaker's number is seen by the responsible union at once, by the school once the visit is confirmed", async () => {
  const id = await city
    .person('school-donghu-01')
    .asksFor({ speakerId: 'speaker-002', slots: [city.slot(20, '09:00', '10:00')] });
  const seenBy = async (who: string) => (await city.person(who).visit(id)).seats[0].speakerPhone;
  expect(await seenBy('union-donghu')).toMatch(/^190-0000-/);
  expect(await seenBy('education-donghu')).toBeUndefined();
  expect(await seenBy('school-donghu-01')).toBeUndefined();
  await city.person('union-donghu').approves(id);
  await city.person('speaker-002').confirms(id, 'speaker-confirmation');
  expect(await seenBy('school-donghu-01')).toBeUndefined();
  await city.person('school-donghu-01').confirms(id, 'school-confirmation');
  expect(await seenBy('school-donghu-01')).toMatch(/^190-0000-/);
  expect(await seenBy('speaker-002')).toMatch(/^190-0000-/);
});
