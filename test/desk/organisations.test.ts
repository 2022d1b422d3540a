import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('below another', () => {
  const NEW = '/desk/organisations/new';
  const school = (page: Page, more: Record<string, string> = {}) => ({
    ...{ csrf: csrfOf(page), parent: 'education-donghu', kind: 'school', id: 'school-donghu-90', name: '示例新校' },
    ...{ unit: 'donghu', district: '', address: '', officePhone: '', contactName: '', contactPhone: '', ...more },
  });

  test('a school is registered; what is wrong stands beside its field, and nothing typed is lost', async () => {
    const browser = await desk.as('education-donghu');
    const above = await browser.open('/desk/organisations/education-donghu');
    const form = await browser.open(/href="(\/desk\/organisations\/new\?[^"]*)"/.exec(above.text)![1]!);
    expect(form.text).toContain('上级单位');
    const wrong = await desk.post(browser, NEW, school(form, { id: '大写 X', unit: '', name: '<b>', kind: '' }));
    expect(wrong.status).toBe(422);
    for (const field of ['id', 'kind']) expect(wrong.text).toMatch(new RegExp(`id="${field}-error">`));
    expect(wrong.text).toContain('value="&#60;b&#62;"');
    const placeless = await desk.post(browser, NEW, school(form, { unit: '' }));
    expect(placeless.text).toMatch(/id="unit-error">/);
    const done = await desk.post(browser, NEW, school(form, { 'levels.junior-secondary': 'yes' }));
    expect([done.status, done.text.includes('请接着新增人员')]).toEqual([200, true]);
    const taken = await desk.post(browser, NEW, school(form, { name: '示例另校' }));
    expect([taken.status, /id="id-error">/.test(taken.text)]).toEqual([409, true]);
  });

  test('nobody registers one who looks after nothing above it', async () => {
    const browser = await desk.as(SCHOOL);
    const page = await browser.open('/desk');
    expect((await desk.post(browser, NEW, school(page, { id: 'school-donghu-91' }))).status).toBeGreaterThanOrEqual(400);
    expect((await city.person('education-donghu').get('/v1/organisations/school-donghu-91')).status).toBe(404);
    expect((await browser.open(PATH)).text).not.toContain('新增下级单位');
  });
});

describe('its group robots', () => {
  const ROBOTS = `${PATH}/robots`;
  const URL_OF_ROBOT = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-4000-8000-000000000001';

  test('are added with the address that the platform gave, which is not shown again, and removed', async () => {
    const browser = await desk.as(SCHOOL);
    expect((await browser.open(PATH)).text).toContain(`href="${ROBOTS}"`);
    const page = await browser.open(ROBOTS);
    const typed = { csrf: csrfOf(page), kind: 'wecom', url: URL_OF_ROBOT, secret: '' };
    const wrong = await desk.post(browser, ROBOTS, { ...typed, kind: 'feishu', url: 'https://evil.example/?"><b>' });
    expect(wrong.status).toBe(422);
    for (const field of ['url', 'secret']) expect(wrong.text).toMatch(new RegExp(`id="${field}-error">`));
    expect(wrong.text).toContain('&#62;&#60;b&#62;');
    const added = await desk.post(browser, ROBOTS, typed);
    expect([added.text.includes('已添加'), added.text.includes(URL_OF_ROBOT)]).toEqual([true, false]);
    const robot = /name="robot" value="([^"]*)"/.exec(added.text)![1]!;
    const removed = await desk.post(browser, `${ROBOTS}/removal`, { csrf: typed.csrf, robot });
    expect([removed.text.includes('已移除'), removed.text.includes('还没有群机器人')]).toEqual([true, true]);
  });

  test('are nobody else’s to see', async () => {
    expect((await (await desk.as('school-donghu-01')).open(ROBOTS)).status).toBe(403);
  });
});
