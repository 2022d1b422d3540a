import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { Issuing } from '../identity/issuing.ts';
import { Browser } from '../support/browser.ts';
import { csrfOf, deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
});
afterAll(() => city.end());

const SCHOOL = 'school-city-schools-01';

const wish = (more: Record<string, string> = {}) => {
  const date = city.slot(18).start.slice(0, 10);
  return {
    ...{ key: crypto.randomUUID(), activityType: 'lecture', mode: 'in-school', 'levels.junior-secondary': 'yes' },
    ...{ date, from: '14:00', to: '15:30', students: '45', speakers: '1', notes: '' },
    ...more,
  };
};

describe('signing in', () => {
  test('leads by phone and code to the page that was wanted; afterwards no code is asked for', async () => {
    const issuing = new Issuing(city);
    const browser = new Browser(city.cloud.url);
    const start = await browser.open('/desk/visits?status=closed');
    expect(start.url).toContain('/oidc/sign-in/');
    const asked = await browser.submit(start, { phone: '190-0000-0001' });
    const arrived = await browser.submit(asked, { code: await issuing.lastCode() });
    expect([arrived.status, new URL(arrived.url).pathname]).toEqual([200, '/desk/visits']);
    await city.days(1);
    const later = await browser.open('/desk');
    expect([later.status, new URL(later.url).pathname]).toEqual([200, '/desk']);
  });

  test('does not end at another place, nor in another browser', async () => {
    const browser = new Browser(city.cloud.url);
    for (const to of ['https://evil.example', '//evil.example', '/desk//evil.example', '/desk/../oidc/auth', '/oidc/auth']) {
      await browser.open(`/desk/sign-in?to=${encodeURIComponent(to)}`);
      const begun = JSON.parse(Buffer.from(browser.cookies.get('__Host-desk-sign-in')!, 'base64url').toString());
      expect(begun.to).toBe('/desk');
    }
    const other = await new Browser(city.cloud.url).open('/desk/signed-in?code=x&state=y');
    expect(other.status).toBe(401);
  });

  test('ends where somebody signs out', async () => {
    const browser = await desk.as(SCHOOL);
    const inbox = await browser.open('/desk');
    await desk.post(browser, '/desk/sign-out', { csrf: csrfOf(inbox) });
    expect(browser.cookies.has('__Host-desk')).toBe(false);
  });

  test('ends by one press also for the issuer: the next at this computer is asked for a code', async () => {
    const issuing = new Issuing(city);
    const [browser, phone] = [issuing.browser(), '190-0000-0003'];
    browser.cookies.set('__Host-desk', await issuing.signIn(browser, phone));
    const out = await desk.post(browser, '/desk/sign-out', { csrf: csrfOf(await browser.open('/desk')) });
    expect([out.status, out.text.includes('已退出登录')]).toEqual([200, true]);
    expect((await browser.open('/desk')).text).toContain('手机');
  });

  test('that was ended everywhere leads in again from every page', async () => {
    const issuing = new Issuing(city);
    const [browser, phone] = [issuing.browser(), '190-0000-0004'];
    browser.cookies.set('__Host-desk', await issuing.signIn(browser, phone));
    const csrf = csrfOf(await browser.open('/desk'));
    const token = browser.cookies.get('__Host-desk');
    await fetch(`${city.cloud.url}/v1/people/me/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    await city.days(1 / 24 / 60);
    const page = await browser.open('/desk');
    expect([page.status, page.text.includes('href="/desk/sign-in"')]).toEqual([401, true]);
    const late = await desk.post(browser, '/desk/tasks/none', { csrf, outcome: 'decline', text: '写了很久' });
    expect([late.status, late.text.includes('value="写了很久"')]).toEqual([401, true]);
  });

  test('with a token that the API does not know says so and does not go round in circles', async () => {
    const browser = await desk.as(SCHOOL);
    browser.cookies.set('__Host-desk', `${browser.cookies.get('__Host-desk')!.slice(0, -4)}AAAA`);
    expect((await browser.open('/desk')).status).toBe(401);
  });
});

describe('a form', () => {
  test('that another site sends, or that carries no token of ours, does nothing', async () => {
    const browser = await desk.as(SCHOOL);
    const csrf = csrfOf(await browser.open('/desk/visits/new'));
    const refused = [
      await desk.post(browser, '/desk/visits/new', wish({ csrf: 'x' })),
      await desk.post(browser, '/desk/visits/new', wish({ csrf }), { 'sec-fetch-site': 'cross-site' }),
      await desk.post(browser, '/desk/visits/new', wish({ csrf }), { origin: 'https://evil.example' }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect((await city.person(SCHOOL).get('/v1/visits')).body.visits).toEqual([]);
  });

  test('that is sent twice asks once', async () => {
    const browser = await desk.as(SCHOOL);
    const form = wish({ csrf: csrfOf(await browser.open('/desk/visits/new')) });
    const [one, other] = [
      await desk.post(browser, '/desk/visits/new', form),
      await desk.post(browser, '/desk/visits/new', form),
    ];
    expect(one.text).toContain('申请已提交');
    expect(new URL(one.url).pathname).toBe(new URL(other.url).pathname);
  });

  test('with something wrong says what beside the field, and keeps what was typed', async () => {
    const browser = await desk.as(SCHOOL);
    const csrf = csrfOf(await browser.open('/desk/visits/new'));
    const page = await desk.post(browser, '/desk/visits/new', wish({ csrf, students: 'vierzig', notes: '请<b>早到</b>' }));
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/aria-invalid="true" aria-describedby="students-error"/);
    expect(page.text).toContain('请填写数字');
    expect(page.text).toContain('请&#60;b&#62;早到&#60;/b&#62;');
    expect(page.text).toMatch(/name="levels\.junior-secondary" value="yes" checked/);
    const early = await desk.post(browser, '/desk/visits/new', wish({ csrf, to: '13:00' }));
    expect(early.text).toMatch(/id="to-error">结束时间须晚于开始时间/);
  });

  test('of nobody leads to the sign-in by a link, which a browser follows to any host', async () => {
    const page = await desk.post(new Browser(city.cloud.url), '/desk/visits/x/letters/%E5%87%BD1/', { csrf: 'x' });
    expect([page.status, /href="\/desk\/sign-in\?to=([^"]*)"/.exec(page.text)?.[1]]).toEqual([
      ...[401, encodeURIComponent('/desk/visits/x/letters/%E5%87%BD1/')],
    ]);
  });

  test('of somebody whose sign-in was over meanwhile keeps what was typed', async () => {
    const issuing = new Issuing(city);
    const [browser, phone] = [issuing.browser(), '190-0000-0002'];
    browser.cookies.set('__Host-desk', await issuing.signIn(browser, phone));
    const csrf = csrfOf(await browser.open('/desk'));
    await city.days(1 / 24);
    const late = await desk.post(browser, '/desk/tasks/none', { csrf, outcome: 'decline', text: '写了很久' });
    expect([late.status, late.text.includes('value="写了很久"')]).toEqual([401, true]);
    const foreign = await desk.post(browser, '/desk/tasks/none', { csrf, text: '别处' }, { 'sec-fetch-site': 'cross-site' });
    expect([foreign.status, foreign.text.includes('别处')]).toEqual([403, false]);
    await browser.open('/desk/sign-in');
    expect((await desk.post(browser, '/desk/tasks/none', { csrf, outcome: 'decline', text: '写了很久' })).status).toBe(404);
  });
});

test('nobody sees a page of others, and what is not there is a page, too', async () => {
  const { body } = await city.person('school-donghu-01').post('/v1/visits', city.request());
  const browser = await desk.as(SCHOOL);
  for (const path of [`/desk/visits/${body.id}`, '/desk/visits/none', '/desk/nowhere', '/desk/tasks/%E0%A4%A'])
    expect((await browser.open(path)).status).toBe(404);
});

test('a page loads nothing but its style, runs nothing, and stands in no frame', async () => {
  const page = await (await desk.as(SCHOOL)).open('/desk');
  const policy = page.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'; style-src 'self'");
  expect(policy).not.toContain('unsafe-inline');
  expect(page.text).not.toMatch(/<script|<style| style="| on\w+="/);
  const style = await fetch(city.cloud.url + /href="(\/desk\/style\.css[^"]*)"/.exec(page.text)![1]!);
  expect(style.headers.get('cache-control')).toContain('immutable');
});

test('pages speak the language that was chosen', async () => {
  const browser = await desk.as(SCHOOL);
  expect((await browser.open('/desk')).text).toContain('<html lang="zh-CN">');
  const english = await browser.open('/desk/language?to=en');
  expect(english.text).toContain('<html lang="en">');
  expect(english.text).toContain('Nothing waits for you');
});
