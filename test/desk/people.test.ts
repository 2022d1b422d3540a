import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
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
const people = (organisation: string) => `/desk/people?organisation=${organisation}`;

/** Adds somebody as the page does; answers the page of the new person. */
async function added(browser: Browser, organisation: string, fields: Record<string, string>) {
  const form = await browser.open(`/desk/people/new?organisation=${organisation}`);
  const typed = { csrf: csrfOf(form), organisation, name: '示例新人', phone: '19100000001', role: 'school', from: '', to: '' };
  return desk.post(browser, '/desk/people/new', { ...typed, ...fields });
}
const idOf = (url: string) => new URL(url).pathname.split('/').at(-1)!;

describe('a person is added', () => {
  test('with a role and a term, and stands in the list', async () => {
    const browser = await desk.as(SCHOOL);
    const page = await added(browser, SCHOOL, { from: '2026-03-02', to: '2026-07-31', 'head.yes': 'yes' });
    expect([page.status, page.text.includes('已登记')]).toEqual([200, true]);
    expect(page.text).toContain('学校 · 分管领导（3月2日 周一起 至7月31日 周五）');
    const list = await browser.open(people(SCHOOL));
    expect(list.text).toContain('示例新人');
    const filtered = await browser.open(`${people(SCHOOL)}&name=${encodeURIComponent('没有的')}`);
    expect([filtered.text.includes('示例新人'), filtered.text.includes('没有符合条件的人员')]).toEqual([false, true]);
  });

  test('what is wrong is said beside its field, in plain words, and nothing typed is lost', async () => {
    const browser = await desk.as(SCHOOL);
    const page = await added(browser, SCHOOL, {
      name: '<script>',
      phone: '电话',
      role: '',
      from: '2026-05-01',
      to: '2026-04-01',
    });
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/id="phone-error">不是有效的电话号码/);
    expect(page.text).toMatch(/id="role-error">请选择一项/);
    expect(page.text).toContain('value="&#60;script&#62;"');
    const short = await added(browser, SCHOOL, { from: '2026-05-01', to: '2026-04-01' });
    expect(short.text).toMatch(/id="to-error">结束时间须晚于开始时间/);
    expect(short.text).toContain('value="2026-05-01"');
    expect((await added(browser, SCHOOL, { to: '三月' })).text).toMatch(/id="to-error">请填写日期/);
  });

  test('a number of somebody else is said beside the number', async () => {
    const browser = await desk.as(SCHOOL);
    await added(browser, SCHOOL, { phone: '19100000002' });
    const page = await added(browser, SCHOOL, { phone: '19100000002', name: '示例旁人' });
    expect([page.status, /id="phone-error">该号码已登记在另一姓名下/.test(page.text)]).toEqual([409, true]);
  });
});

describe('an absence', () => {
  test('is covered by a colleague until a day, is seen in the list, and taken back', async () => {
    const school = 'school-city-schools-04';
    const browser = await desk.as(school);
    const colleague = idOf((await added(browser, school, { name: '示例同事', phone: '19100000004' })).url);
    const path = `/desk/people/person-${school}`;
    const form = await browser.open(`${path}?organisation=${school}`);
    const typed = { csrf: csrfOf(form), organisation: school, standIn: colleague, standRole: 'school', standFrom: '' };
    const late = await desk.post(browser, `${path}/delegation`, { ...typed, standUntil: '2028-01-01' });
    expect([late.status, /id="standUntil-error">时间太长/.test(late.text)]).toEqual([422, true]);
    const nobody = await desk.post(browser, `${path}/delegation`, { ...typed, standIn: '', standUntil: '' });
    expect(nobody.text).toMatch(/id="standUntil-error">请填写日期/);
    const done = await desk.post(browser, `${path}/delegation`, { ...typed, standUntil: '2026-03-09' });
    expect(done.text).toContain('由示例同事代理（学校，至3月9日 周一）');
    expect((await browser.open(people(school))).text).toContain('由示例同事代理（学校，至3月9日 周一）');
    const back = await desk.post(browser, `${path}/recall`, { ...typed });
    expect([back.text.includes('代理已结束'), back.text.includes('由示例同事代理')]).toEqual([true, false]);
    const { body } = await city.person(school).get(`/v1/people/${colleague}`);
    expect(body.memberships.find(({ delegatedBy }: { delegatedBy?: string }) => delegatedBy).to).toBeDefined();
  });
});

describe('a role ends', () => {
  test('only after “nobody is left” was confirmed where nobody is, or somebody follows', async () => {
    const school = 'school-city-schools-05';
    const browser = await desk.as(school);
    const path = `/desk/people/person-${school}`;
    const csrf = csrfOf(await browser.open(`${path}?organisation=${school}`));
    const typed = { csrf, organisation: school, endRole: 'school', endDay: '', successor: '' };
    const refused = await desk.post(browser, `${path}/departure`, typed);
    expect([refused.status, refused.text.includes('没有人代表这个单位')]).toEqual([409, true]);
    expect(refused.text).toContain('name="leaveEmpty.yes"');
    expect(refused.text).not.toContain('leaveEmpty；');
    const follower = idOf(
      (await added(browser, school, { name: '示例接替', phone: '19100000005', role: 'administrator' })).url,
    );
    const past = await desk.post(browser, `${path}/departure`, { ...typed, successor: 'person-union-city' });
    expect(past.text).toMatch(/id="successor-error">没有此人/);
    const done = await desk.post(browser, `${path}/departure`, { ...typed, endDay: '2026-03-06', successor: follower });
    expect(done.text).toContain('学校（至3月6日 周五）');
    const { body } = await city.person(school).get(`/v1/people/${follower}`);
    expect(body.memberships).toContainEqual({ organisation: school, role: 'school', from: '2026-03-06T16:00:00.000Z' });
  });

  test('a school that is left empty says what that means', async () => {
    const school = 'school-city-schools-06';
    const browser = await desk.as(school);
    const path = `/desk/people/person-${school}`;
    const csrf = csrfOf(await browser.open(`${path}?organisation=${school}`));
    const typed = { csrf, organisation: school, endRole: 'all', endDay: '', successor: '', 'leaveEmpty.yes': 'yes' };
    await desk.post(browser, `${path}/departure`, typed);
    const above = await desk.as('education-city');
    const list = await above.open(people(school));
    expect(list.text).toContain('目前没有人代表这个单位办理事项');
    expect(list.text).toContain('曾经任职（1）');
  });
});

describe('whose people one sees', () => {
  test('those of one’s own and of those below, found by name; not those of others', async () => {
    const above = await desk.as('education-city');
    const found = await above.open(`/desk/people?find=${encodeURIComponent('学')}`);
    expect(found.text).toMatch(/href="\/desk\/people\?organisation=school-[^"]*"/);
    const theirs = await above.open(people(SCHOOL));
    expect([theirs.status, theirs.text.includes('示例')]).toEqual([200, true]);
    const other = await (await desk.as(SCHOOL)).open(people('school-donghu-01'));
    expect([other.status, other.text.includes('不由您管理')]).toEqual([404, true]);
    expect((await (await desk.as(SCHOOL)).open('/desk/people/person-school-donghu-01')).status).toBe(404);
  });

  test('who administers nothing is told so, and has no place for it in the menu', async () => {
    const { body } = await city.person('union-city').get('/v1/speakers?limit=1');
    const speaker = await desk.as(body.speakers[0].id);
    const page = await speaker.open('/desk/people');
    expect([page.status, page.text.includes('您不是管理员'), page.text.includes('>人员</a>')]).toEqual([403, true, false]);
  });

  test('a role is given to somebody who is there; one that this organisation has not is refused beside its field', async () => {
    const browser = await desk.as(SCHOOL);
    const id = idOf((await added(browser, SCHOOL, { name: '示例管理', phone: '19100000009' })).url);
    const csrf = csrfOf(await browser.open(`/desk/people/${id}?organisation=${SCHOOL}`));
    const typed = { csrf, organisation: SCHOOL, from: '', to: '' };
    const wrong = await desk.post(browser, `/desk/people/${id}/roles`, { ...typed, role: 'union' });
    expect(wrong.text).toMatch(/id="role-error">该单位没有此角色/);
    const given = await desk.post(browser, `/desk/people/${id}/roles`, { ...typed, role: 'administrator' });
    expect([given.text.includes('角色已授予'), given.text.includes('管理员（')]).toEqual([true, true]);
  });
});
