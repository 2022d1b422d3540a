import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import type { Page } from '../support/browser.ts';
import { csrfOf, deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
});
afterAll(() => city.end());

const SCHOOL = 'school-city-schools-01';
const PATH = `/desk/organisations/${SCHOOL}`;
const record = async () => (await city.person(SCHOOL).get(`/v1/organisations/${SCHOOL}`)).body;
const etagOf = ({ text }: Page) => /name="etag" value="([^"]*)"/.exec(text)![1]!.replaceAll('&#34;', '"');
const typed = (page: Page, more: Record<string, string> = {}) => ({
  ...{ csrf: csrfOf(page), etag: etagOf(page), name: '示例第一中学', address: '示例路 1 号' },
  ...{ 'levels.junior-secondary': 'yes', contactName: '示例联系人', contactPhone: '', ...more },
});

test('its administrator sets the record right; a number is never shown, and stays when it is left empty', async () => {
  const browser = await desk.as(SCHOOL);
  const page = await browser.open(PATH);
  expect(page.text).not.toMatch(/190-?0000/);
  const wished = typed(page, { contactPhone: '19100000088' });
  const { text } = await desk.post(browser, PATH, wished);
  expect([text.includes('资料已保存'), text.includes('19100000088')]).toEqual([true, false]);
  expect(await record()).toMatchObject({
    address: '示例路 1 号',
    levels: ['junior-secondary'],
    contact: { name: '示例联系人' },
  });
  const again = await desk.post(browser, PATH, typed(await browser.open(PATH), { address: '示例路 2 号' }));
  expect(again.text).toContain('示例路 2 号');
});

test('what is wrong is said beside its field, and nothing typed is lost', async () => {
  const browser = await desk.as(SCHOOL);
  const wished = typed(await browser.open(PATH), { name: ' ', contactName: '<script>', contactPhone: '无' });
  const page = await desk.post(browser, PATH, wished);
  expect(page.status).toBe(422);
  expect(page.text).toMatch(/id="name-error">不能为空白/);
  expect(page.text).toMatch(/id="contactPhone-error">不是有效的电话号码/);
  expect(page.text).toContain('value="&#60;script&#62;"');
  const emptied = await desk.post(browser, PATH, typed(await browser.open(PATH), { address: '' }));
  expect(emptied.text).toMatch(/id="address-error">不能为空白/);
});

test('of two at once the later one looks again, with all that they typed', async () => {
  const [one, above] = [await desk.as(SCHOOL), await desk.as('education-city')];
  const [mine, theirs] = [typed(await one.open(PATH)), typed(await above.open(PATH))];
  await desk.post(above, PATH, { ...theirs, address: '示例路 3 号' });
  const stale = await desk.post(one, PATH, { ...mine, name: '示例改名中学' });
  expect([stale.status, stale.text.includes('资料已被他人更改')]).toEqual([412, true]);
  expect(stale.text).toContain('value="示例改名中学"');
  expect(stale.text).toContain('<dd>示例路 3 号</dd>');
  const saved = await desk.post(one, PATH, { ...mine, etag: etagOf(stale), name: '示例改名中学' });
  expect([saved.status, (await record()).name]).toEqual([200, '示例改名中学']);
});

test('others read it, and have no form', async () => {
  const page = await (await desk.as('school-donghu-01')).open(PATH);
  expect([page.status, page.text.includes('更改资料'), page.text.includes('示例联系人')]).toEqual([200, false, false]);
  const browser = await desk.as('school-donghu-01');
  expect((await desk.post(browser, PATH, { csrf: csrfOf(await browser.open('/desk')), name: '别的' })).status).toBe(403);
});
