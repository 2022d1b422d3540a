import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { csrfOf, deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
});
afterAll(() => city.end());

const SCHOOL = 'school-city-schools-01';
const wishes = async (who: string) => (await city.person(who).get('/v1/people/me/notices')).body;
const USUAL = { language: 'zh', 'immediate.sms': 'yes', 'digest.sms': 'yes', email: '', wecom: '', officialAccount: '' };

describe('how somebody is told', () => {
  test('is chosen behind their own name; an address is shown masked, stays when left empty, and can be taken away', async () => {
    const browser = await desk.as(SCHOOL);
    expect((await browser.open('/desk')).text).toContain('href="/desk/settings"');
    const csrf = csrfOf(await browser.open('/desk/settings'));
    const chosen = { ...USUAL, csrf, 'digest.email': 'yes', email: 'shili@example.cn', language: 'en' };
    const saved = await desk.post(browser, '/desk/settings', chosen);
    expect([saved.text.includes('已保存'), saved.text.includes('s••@example.cn')]).toEqual([true, true]);
    expect(saved.text).not.toContain('shili@example.cn');
    expect(await wishes(SCHOOL)).toMatchObject({ language: 'en', immediate: ['sms'], digest: ['sms', 'email'] });
    await desk.post(browser, '/desk/settings', { ...chosen, email: '' });
    expect((await wishes(SCHOOL)).email).toBe('s••@example.cn');
    const needed = await desk.post(browser, '/desk/settings', { ...chosen, email: '', 'remove.email': 'yes' });
    expect([needed.status, /id="digest-error">没有登记此渠道所需的号码或地址/.test(needed.text)]).toEqual([422, true]);
    await desk.post(browser, '/desk/settings', { ...USUAL, csrf, 'remove.email': 'yes' });
    expect(await wishes(SCHOOL)).toEqual({ language: 'zh', immediate: ['sms'], digest: ['sms'] });
  });

  test('that is wrong is said beside its field, and nothing typed is lost', async () => {
    const browser = await desk.as(SCHOOL);
    const csrf = csrfOf(await browser.open('/desk/settings'));
    const typed = { ...USUAL, csrf, email: '"><script>alert(1)</script>', wecom: 'ShiLi.007', 'digest.wecom': 'yes' };
    const page = await desk.post(browser, '/desk/settings', typed);
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/id="email-error">不是有效的电子邮箱/);
    expect(page.text).toContain('value="ShiLi.007"');
    expect(page.text).toContain('&#60;script&#62;');
    expect(page.text).not.toContain('<script>');
    expect(page.text).toMatch(/name="digest\.wecom" value="yes" checked/);
  });
});

describe('a private calendar', () => {
  test('is told its address once, can be read there, is listed, and leads nowhere once it is revoked', async () => {
    const browser = await desk.as(SCHOOL);
    const csrf = csrfOf(await browser.open('/desk/settings'));
    const made = await desk.post(browser, '/desk/settings/calendars', { csrf, of: SCHOOL });
    const url = /value="([^"]*\/calendars\/[^"]*\.ics)"/.exec(made.text)![1]!;
    expect(made.text).toContain('href="webcal:');
    const path = new URL(url).pathname;
    expect((await fetch(city.cloud.url + path)).status).toBe(200);
    const list = await browser.open('/desk/settings');
    expect(list.text).not.toContain(path);
    const revocation = /action="(\/desk\/settings\/calendars\/[^"]*\/revocation)"/.exec(list.text)![1]!;
    const gone = await desk.post(browser, revocation, { csrf });
    expect([gone.text.includes('已停用'), gone.text.includes('还没有订阅')]).toEqual([true, true]);
    expect((await desk.post(browser, revocation, { csrf })).text).toContain('已停用');
    expect((await fetch(city.cloud.url + path)).status).toBe(404);
  });

  test('is one’s own: of a speaker’s visits, or of an organisation for which one acts', async () => {
    const { body } = await city.person('union-city').get('/v1/speakers?limit=1');
    const speaker = await desk.as(body.speakers[0].id);
    const page = await speaker.open('/desk/settings');
    expect(page.text).toContain('生成“我参加的活动”的订阅地址');
    const csrf = csrfOf(page);
    expect((await desk.post(speaker, '/desk/settings/calendars', { csrf, of: 'me' })).text).toContain('地址只显示这一次');
    const foreign = await desk.post(speaker, '/desk/settings/calendars', { csrf, of: SCHOOL });
    expect([foreign.status, foreign.text.includes('您不能代表它')]).toEqual([422, true]);
  });
});
