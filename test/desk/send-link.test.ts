import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { seed } from '../../local/seed.ts';
import { csrfOf, deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
let visit: string;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00', { seed });
  desk = deskOf(city);
  visit = await city.person('school-donghu-02').asksFor({ slots: [city.slot(16)] });
  await city.person('union-donghu').approves(visit, { speakers: ['speaker-001'], reserves: [] });
  await city.settle();
});
afterAll(() => city?.end());

test('a union has the link sent, and reads to whom and until when; after five of a day, that tomorrow is another', async () => {
  const union = await desk.as('union-qingshanhu');
  const { text } = await union.open(`/desk/visits/${visit}`);
  const [, path] = /href="(\/desk\/tasks\/[^"]*employer-release[^"]*)"/.exec(text)!;
  const page = await union.open(path!);
  expect(page.text).toContain('把办理链接发到对方手机');
  const send = () => desk.post(union, `${path}/link`, { csrf: csrfOf(page) });
  const sent = await send();
  expect([sent.status, sent.text]).toEqual([200, expect.stringMatching(/示例.*手机号码尾号 \d\d</)]);
  expect(sent.text).toMatch(/链接有效至3月\d+日/);
  expect(sent.text).not.toMatch(/190-?0\d{3}/);
  for (let more = 4; more > 0; more--) expect((await send()).status).toBe(200);
  const enough = await send();
  expect([enough.status, enough.text.includes('明天可以再发'), enough.text.includes('秒后')]).toEqual([429, true, false]);
});

test('whoever is asked has no such button, and others have no such page', async () => {
  const employer = await desk.as('employer-01');
  const { text } = await employer.open(`/desk/visits/${visit}`);
  const [, path] = /href="(\/desk\/tasks\/[^"]*employer-release[^"]*)"/.exec(text)!;
  expect((await employer.open(path!)).text).not.toContain('办理链接');
  const other = await desk.as('school-donghu-01');
  const csrf = csrfOf(await other.open('/desk'));
  expect((await desk.post(other, `${path}/link`, { csrf })).status).toBe(404);
});
