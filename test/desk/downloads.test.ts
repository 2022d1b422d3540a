import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
  const record = {
    ...{ activityType: 'lecture', mode: 'in-school', levels: ['junior-secondary'], topics: ['welding'] },
    ...{ actualStart: '2026-02-10T09:00:00+08:00', actualEnd: '2026-02-10T10:00:00+08:00', summary: '=1+1' },
    ...{ speakersPresent: ['speaker-050'], schools: [{ schoolId: 'school-city-schools-02', directStudents: 41 }] },
    ...{ indirectAudience: 0, media: ['=HYPERLINK("x")'], costYuan: 0 },
  };
  await city.person('school-city-schools-02').post('/v1/visits/recorded', record);
  await city.settle();
});
afterAll(() => city.end());

const [UTF8_MARK, csv] = [[0xef, 0xbb, 0xbf], /^text\/csv/];

test('the month’s table is a file that a spreadsheet opens as what it is', async () => {
  const browser = await desk.as('union-city');
  const page = await browser.open('/desk/statistics?month=2026-02');
  const path = /href="(\/desk\/statistics\.csv\?[^"]*)"/.exec(page.text)![1]!;
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const file = await fetch(city.cloud.url + path, { headers: { cookie } });
  expect(file.headers.get('content-type')).toMatch(csv);
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="statistics-all-2026-02.csv"');
  const bytes = Buffer.from(await file.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual(UTF8_MARK);
  const text = bytes.toString('utf8');
  expect([text.includes('学校名称'), text.includes('41'), text.includes(',=HYPERLINK')]).toEqual([true, true, false]);
});

test('so are the times, for the months that are looked at; where there is nothing, nothing is offered', async () => {
  const browser = await desk.as('union-city');
  const empty = await browser.open('/desk/pace?from=2025-01&to=2025-02');
  expect(empty.text).not.toContain('/desk/pace.csv');
  const file = await browser.open('/desk/pace.csv?from=2026-01&to=2026-02');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="pace-2026-01-2026-02.csv"');
  expect((await browser.open('/desk/pace.csv?from=2026-03&to=2026-02')).status).toBe(422);
});

test('nobody has a file of what they may not read', async () => {
  const browser = await desk.as('school-city-schools-01');
  expect((await browser.open('/desk/pace.csv?from=2026-01&to=2026-02')).status).toBe(403);
});
