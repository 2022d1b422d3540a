import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { agreedVisit } from '../support/agreed.ts';
import { deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
});
afterAll(() => city.end());

const SCHOOL = 'school-city-schools-01';
const rows = (text: string) => text.match(/<tr><th scope="row">/g)?.length ?? 0;

test('a union looks for speakers by what they can, twenty a page, and sees how much they do', async () => {
  const browser = await desk.as('union-city');
  const first = await browser.open('/desk/speakers');
  expect(rows(first.text)).toBe(20);
  expect(first.text).toContain('本周 0 场，本月 0 场');
  expect(first.text).toContain('全国劳动模范');
  expect(first.text).toContain('暂停邀请');
  const next = /href="(\/desk\/speakers\?cursor=[^"]+)"/.exec(first.text)![1]!;
  const second = await browser.open(next.replaceAll('&#38;', '&'));
  expect(second.text).not.toContain('/desk/speakers/speaker-001"');
  expect(rows(second.text)).toBe(20);
  const ceramics = await browser.open('/desk/speakers?topic=ceramics&level=&district=');
  expect(ceramics.text).toContain('/desk/speakers/speaker-004"');
  expect(ceramics.text).not.toContain('/desk/speakers/speaker-001"');
  expect(ceramics.text).toMatch(/<option value="ceramics" selected>/);
  const more = /href="(\/desk\/speakers\?[^"]*cursor=[^"]+)"/.exec(ceramics.text)?.[1];
  if (more) expect(more).toContain('topic=ceramics');
  expect((await browser.open('/desk/speakers?topic=%3Cscript%3E')).text).toContain('没有符合条件');
});

test('a school finds somebody by a part of the name, and asks for this very person', async () => {
  const school = await desk.as('school-donghu-01');
  expect((await school.open('/desk')).text).toContain('href="/desk/speakers">资源库');
  expect((await school.open('/desk/visits/new')).text).toContain('href="/desk/speakers" target="_blank">在资源库中挑选');
  const found = await school.open(`/desk/speakers?name=${encodeURIComponent('张001')}&topic=&level=&district=`);
  expect([rows(found.text), found.text]).toEqual([1, expect.stringContaining('value="张001" type="search"')]);
  expect(found.text).toMatch(/id="topic" name="topic"><option value="">不限/);
  const page = await school.open('/desk/speakers/speaker-001');
  expect(page.text).toContain('href="/desk/visits/new?speaker=speaker-001">邀请这一位');
  const form = (await school.open('/desk/visits/new?speaker=speaker-001')).text;
  expect(form).toContain('<details open><summary>更多选项');
  expect(form).toContain('name="speaker.speaker-001" value="yes" checked');
  // What the school has on record stands there as ever.
  expect(form).toMatch(/name="levels\.[\w-]+" value="yes" checked/);
  expect((await school.open('/desk/visits/new?speaker=nobody')).status).toBe(200);
  expect((await (await desk.as('union-city')).open('/desk/speakers/speaker-001')).text).not.toContain('邀请这一位');
});

test('one speaker’s page says what each reader may know', async () => {
  const id = await agreedVisit(city, SCHOOL, 'speaker-001');
  const { body } = await city.person('speaker-001').get('/v1/speakers/speaker-001');
  const open = async (who: string, path = '/desk/speakers/speaker-001') => (await desk.as(who)).open(path);
  const union = (await open('union-qingshanhu')).text;
  expect(union).toContain('一把焊枪的故事');
  expect(union).toContain(body.phone);
  expect(union).toContain('本月 1 场');
  const month = (await open('union-qingshanhu', '/desk/speakers/speaker-001?month=2026-03')).text;
  expect(month).toContain(`/desk/visits/${id}"`);
  const school = (await open('school-donghu-01', '/desk/speakers/speaker-001?month=2026-03')).text;
  expect(school).toContain('一把焊枪的故事');
  for (const hidden of [body.phone, '任职与年度授权', '本月 1 场', id]) expect(school).not.toContain(hidden);
  const own = (await open('speaker-001')).text;
  expect(own).toContain(body.phone);
  expect((await open('speaker-002')).status).toBe(404);
  expect((await open('employer-03')).status).toBe(404);
  expect((await open('employer-01')).text).toContain('permission?employer=employer-01');
});

test('only the union of the employer finds the way to enter its permission', async () => {
  const { parent } = (await city.person('employer-01').get('/v1/organisations/employer-01')).body;
  const link = 'permission?employer=employer-01';
  expect((await (await desk.as(parent)).open('/desk/speakers/speaker-001')).text).toContain(link);
  expect((await (await desk.as('union-wanli')).open('/desk/speakers/speaker-001')).text).not.toContain(link);
});

test('words of the pool are text', async () => {
  const evil = '示例<script>alert(1)</script>';
  const { status } = await city.person('speaker-002').post('/v1/people/person-speaker-002/correction', { biography: evil });
  expect(status).toBe(200);
  const { text } = await (await desk.as('union-city')).open('/desk/speakers/speaker-002');
  expect(text).toContain('示例&#60;script&#62;alert(1)');
});
