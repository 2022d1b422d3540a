import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { Issuing } from '../identity/issuing.ts';
import type { Browser } from '../support/browser.ts';
import { csrfOf, deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
});
afterAll(() => city.end());

const SCHOOL = 'school-city-schools-03';
/** A colleague whom the school's administrator has added; answers the page of the colleague, and what its forms carry. */
async function colleague(browser: Browser, name: string, phone: string) {
  const form = await browser.open(`/desk/people/new?organisation=${SCHOOL}`);
  const typed = { csrf: csrfOf(form), organisation: SCHOOL, name, phone, role: 'school', from: '', to: '' };
  const { url } = await desk.post(browser, '/desk/people/new', typed);
  return { path: new URL(url).pathname, carried: { csrf: csrfOf(form), organisation: SCHOOL } };
}

describe('an administrator', () => {
  test('sets name and number right; the new number signs in, what is wrong stands beside its field', async () => {
    const browser = await desk.as(SCHOOL);
    const { path, carried } = await colleague(browser, '示例错字', '19100000031');
    await colleague(browser, '示例旁人', '19100000032');
    const sent = { ...carried, before: '示例错字', name: '示例<b>', phone: '' };
    const same = await desk.post(browser, `${path}/correction`, { ...sent, name: '示例错字' });
    expect([same.status, /id="name-error">没有要更正的内容/.test(same.text)]).toEqual([422, true]);
    const wrong = await desk.post(browser, `${path}/correction`, { ...sent, phone: '号码' });
    expect(wrong.text).toMatch(/id="phone-error">不是有效的电话号码/);
    expect(wrong.text).toContain('value="示例&#60;b&#62;"');
    const taken = await desk.post(browser, `${path}/correction`, { ...sent, phone: '19100000032' });
    expect([taken.status, /id="phone-error">该号码已登记/.test(taken.text)]).toEqual([409, true]);
    const done = await desk.post(browser, `${path}/correction`, { ...sent, name: '示例正字', phone: '19100000033' });
    expect([done.status, done.text.includes('<h1>示例正字</h1>'), done.text.includes('凭新号码登录')]).toEqual([
      200,
      true,
      true,
    ]);
    await city.days(1 / 24);
    const issuing = new Issuing(city);
    expect(await issuing.signIn(issuing.browser(), '19100000033')).toBeTruthy();
  });

  test('signs somebody out everywhere, who signs in again by the number', async () => {
    const browser = await desk.as(SCHOOL);
    const { path, carried } = await colleague(browser, '示例丢机', '19100000034');
    const issuing = new Issuing(city);
    const phone = issuing.browser();
    await city.days(1 / 24);
    phone.cookies.set('__Host-desk', await issuing.signIn(phone, '19100000034'));
    expect((await phone.open('/desk')).text).toContain('示例丢机');
    const done = await desk.post(browser, `${path}/sign-out`, carried);
    expect([done.status, done.text.includes('已在全部设备上退出登录')]).toEqual([200, true]);
    const gone = await phone.open('/desk');
    expect(gone.text).not.toContain('示例丢机');
  });

  test('erases somebody only with a reason, and once it was said to be meant', async () => {
    const browser = await desk.as(SCHOOL);
    const { path, carried } = await colleague(browser, '示例离任', '19100000035');
    expect((await browser.open(path)).text).toContain('保留的：活动、统计和操作记录');
    const unmeant = await desk.post(browser, `${path}/erasure`, { ...carried, reasonCode: 'left' });
    expect([unmeant.status, /id="meant-error">请先勾选确认/.test(unmeant.text)]).toEqual([422, true]);
    expect(unmeant.text).toContain('value="left" selected');
    const why = await desk.post(browser, `${path}/erasure`, { ...carried, reasonCode: '', 'meant.yes': 'yes' });
    expect(why.text).toMatch(/id="reasonCode-error">请选择一项/);
    const done = await desk.post(browser, `${path}/erasure`, { ...carried, reasonCode: 'left', 'meant.yes': 'yes' });
    expect([done.status, done.text.includes('已注销'), done.text.includes('示例离任')]).toEqual([200, true, false]);
    expect((await browser.open(path)).status).toBe(404);
  });

  test('has what is held written out as a file, which no link and no other page fetches', async () => {
    const browser = await desk.as(SCHOOL);
    const { path, carried } = await colleague(browser, '示例查阅', '19100000036');
    const file = await desk.post(browser, `${path}/data`, carried);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="personal-data-2026-03-02.json"');
    expect(JSON.parse(file.text).person).toMatchObject({ name: '示例查阅', phone: '19100000036' });
    expect((await browser.open(`${path}/data`)).headers.get('content-disposition')).toBeNull();
    expect((await desk.post(browser, `${path}/data`, { ...carried, csrf: 'x' })).status).toBe(403);
  });

  test('of one of several organisations is told who sets such things right; strangers find nobody', async () => {
    const browser = await desk.as(SCHOOL);
    const { path, carried } = await colleague(browser, '示例两处', '19100000037');
    const id = path.split('/').at(-1)!;
    const above = city.person('education-city');
    await above.post(`/v1/people/${id}/memberships`, { organisation: 'school-city-schools-04', role: 'school' });
    const page = await desk.post(browser, `${path}/correction`, {
      ...carried,
      before: '示例两处',
      name: '示例改名',
      phone: '',
    });
    expect([page.status, page.text.includes('须由管理其全部单位的上级管理员办理')]).toEqual([403, true]);
    const stranger = await desk.as('school-donghu-01');
    const csrf = csrfOf(await stranger.open('/desk'));
    for (const way of ['correction', 'sign-out', 'data'])
      expect((await desk.post(stranger, `${path}/${way}`, { csrf, name: '别名', before: '' })).status).toBe(404);
  });
});

describe('for oneself', () => {
  test('everybody has what is held about them as a file', async () => {
    const browser = await desk.as('speaker-002');
    const csrf = csrfOf(await browser.open('/desk/settings'));
    const file = await desk.post(browser, '/desk/settings/data', { csrf, cursor: '' });
    expect(JSON.parse(file.text).speaker.id).toBe('speaker-002');
    const wrong = await desk.post(browser, '/desk/settings/data', { csrf, cursor: '<b>' });
    expect([wrong.status, wrong.text.includes('返回我的设置')]).toEqual([422, true]);
  });

  test('signing out everywhere ends every session, this one too', async () => {
    const issuing = new Issuing(city);
    const [here, there] = [issuing.browser(), issuing.browser()];
    for (const each of [here, there]) {
      each.cookies.set('__Host-desk', await issuing.signIn(each, '190-0000-0001'));
      // Another code follows a minute later at the earliest.
      await city.days(1 / 720);
    }
    const csrf = csrfOf(await here.open('/desk/settings'));
    const out = await desk.post(here, '/desk/settings/sign-out', { csrf });
    expect([out.status, out.text.includes('已退出登录'), here.cookies.has('__Host-desk')]).toEqual([200, true, false]);
    expect((await there.open('/desk')).status).toBe(401);
  });
});
