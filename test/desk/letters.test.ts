import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import type { Browser, Page } from '../support/browser.ts';
import { csrfOf, deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
let id: string;
const [SCHOOL, UNION] = ['school-city-schools-01', 'union-education'];
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
  id = await city.person(SCHOOL).asksFor({ slots: [city.slot(16)] });
  await city.settle();
  await city.person(UNION).approves(id, { speakers: ['speaker-001'], reserves: ['speaker-004'] });
  await city.settle();
});
afterAll(() => city.end());

const visit = () => `/desk/visits/${id}`;
/** Presses the button of that kind on the page of the visit; arrives at the letter. */
async function issued(browser: Browser, kind: string): Promise<Page> {
  const page = await browser.open(visit());
  const about = new RegExp(`name="about" value="(${kind}[^"]*)"`).exec(page.text)![1]!;
  return desk.post(browser, `${visit()}/letters`, { csrf: csrfOf(page), about });
}
const pathOf = ({ url }: Page) => new URL(url).pathname;
const png = (kilobytes = 1) =>
  new File([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(kilobytes * 1024, 7)], '盖章件.PNG', { type: '' });

describe('a letter', () => {
  test('is issued by one press, stands at the visit, and is offered no more', async () => {
    const browser = await desk.as(UNION);
    const page = await issued(browser, 'release-request');
    expect([page.status, page.text.includes('已签发')]).toEqual([200, true]);
    expect(page.text).toMatch(/<h1>商请函 .+〔2026〕1号<\/h1>/);
    const after = await browser.open(visit());
    expect([after.text.includes('〔2026〕1号'), after.text.includes('未交回')]).toEqual([true, true]);
    expect([after.text.includes('签发邀请函'), /value="release-request/.test(after.text)]).toEqual([true, false]);
  });

  test('is a sheet to print, with the look that its own policy allows', async () => {
    const browser = await desk.as(UNION);
    const page = await issued(browser, 'invitation');
    const sheet = await browser.open(`${pathOf(page)}/print`);
    expect(sheet.headers.get('content-type')).toMatch(/^text\/html/);
    expect(sheet.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
    expect([sheet.text.includes('@page{size:A4'), sheet.text.includes('<h1>邀请函')]).toEqual([true, true]);
  });

  test('that makes no sense yet says why, and leads back', async () => {
    const browser = await desk.as(UNION);
    const { text } = await browser.open(visit());
    expect(text).not.toContain('value="confirmation"');
    const csrf = /name="csrf" value="([^"]*)"/.exec(text)![1]!;
    const page = await desk.post(browser, `${visit()}/letters`, { csrf, about: 'confirmation' });
    expect([page.status, page.text.includes(`href="${visit()}"`)]).toEqual([409, true]);
  });

  test('is seen by whom it concerns; others find none, and nobody else issues any', async () => {
    const school = await desk.as(SCHOOL);
    const { text } = await school.open(visit());
    expect(text).not.toContain('/letters');
    const speaker = await desk.as('speaker-001');
    const theirs = await speaker.open(visit());
    expect(theirs.text.match(/<a href="[^"]*\/letters\/[^"]*">[^<]*/g)).toEqual([expect.stringMatching(/〔2026〕2号$/)]);
    const csrf = csrfOf(await school.open('/desk'));
    expect((await desk.post(school, `${visit()}/letters`, { csrf, about: 'invitation 1' })).status).toBe(403);
  });
});

describe('the stamped copy', () => {
  test('comes back as a photo, and whoever reads the letter has it as it came', async () => {
    const browser = await desk.as(UNION);
    const path = `${visit()}/letters/${number(1)}`;
    const page = await browser.open(path);
    expect(page.text).toContain('还没有交回');
    const nothing = await desk.postFile(browser, path, { csrf: csrfOf(page) });
    expect([nothing.status, /id="file-error">请先选择文件/.test(nothing.text)]).toEqual([422, true]);
    const script = new File(['<script>'], 'a.html', { type: 'text/html' });
    const wrong = await desk.postFile(browser, path, { csrf: csrfOf(page) }, script);
    expect([wrong.status, /id="file-error">请上传/.test(wrong.text)]).toEqual([415, true]);
    const large = await desk.postFile(browser, path, { csrf: csrfOf(page) }, png(3100));
    expect([large.status, /id="file-error">文件超过 3 MB/.test(large.text)]).toEqual([413, true]);
    const done = await desk.postFile(browser, path, { csrf: csrfOf(page) }, png(2900));
    expect([done.status, done.text.includes('盖章件已交回')]).toEqual([200, true]);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const copy = await fetch(`${city.cloud.url}${path}/copy?version=1`, { headers: { cookie } });
    expect(copy.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(copy.headers.get('content-security-policy')).toMatch(/^sandbox/);
    expect(Buffer.from(await copy.arrayBuffer())).toEqual(Buffer.from(await png(2900).arrayBuffer()));
    expect((await browser.open(visit())).text).toContain('已交回');
  });

  test('is taken from no other page, and asks anew of whoever is signed in no more', async () => {
    const browser = await desk.as(UNION);
    const path = `${visit()}/letters/${number(1)}`;
    expect((await desk.postFile(browser, path, { csrf: 'x' }, png())).status).toBe(403);
    browser.cookies.delete('__Host-desk');
    const page = await desk.postFile(browser, path, { csrf: 'x' }, png());
    expect([page.status, page.text.includes(`/desk/sign-in?to=${encodeURIComponent(path)}`)]).toEqual([401, true]);
  });
});

const number = (n: number) => encodeURIComponent(`工函〔2026〕${n}号`);
