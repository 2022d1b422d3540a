import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { type Away, awayOf, hoursGiven, kindOf } from '../../functions/desk/staff/away.ts';
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
const FORM = '/desk/speakers/speaker-001/permission?employer=employer-01';
const section = (text: string, title: string) => text.split('<h2>').find((part) => part.startsWith(title)) ?? '';
const grant = { employer: 'employer-01', hoursPerMonth: '8', from: '2026-03-02', to: '2027-03-01' };

test('an employer sees who is away when, what that takes of it, and how many hours it gave', async () => {
  const browser = await desk.as('employer-01');
  const before = await browser.open('/desk/staff');
  expect(before.text).toContain('没有外出安排');
  expect(before.text).toContain('这个月还没有');
  const people = section(before.text, '人员与年度授权');
  expect(['001', '003', '005', '006'].map((number) => people.includes(`/desk/speakers/speaker-${number}`))).toEqual([
    ...[true, true, true, false],
  ]);
  const wish = { slots: [city.slot(18)], speakerId: 'speaker-001', speakerRequired: true };
  const asked = await city.person('school-city-schools-02').asksFor(wish);
  await city.person((await city.person('school-city-schools-02').visit(asked)).union).approves(asked);
  expect((await browser.open('/desk/staff')).text).toContain('须我单位同意');
  await city.person('school-city-schools-02').cancels(asked);
  const id = await agreedVisit(city, SCHOOL, 'speaker-001');
  await city.days(19);
  const name = (await city.person('speaker-001').get('/v1/speakers/speaker-001')).body.name;
  const { text } = await browser.open('/desk/staff');
  expect(section(text, '今后外出')).not.toContain(id);
  const hours = section(text, '支持工时（2026年3月）');
  expect(hours).toContain(name);
  expect(hours).toMatch(/共计（小时） <\/span><meter min="0" max="1.5" value="1.5"[^>]*><\/meter> <small>1.5/);
  const month = await browser.open('/desk/staff?month=2026-03');
  expect(section(month.text, '外出（2026年3月）')).toContain(`href="/desk/visits/${id}"`);
  expect(section(month.text, '外出（2026年3月）')).toContain('我单位已同意');
  const other = await browser.open('/desk/staff?month=2026-04');
  expect(section(other.text, '外出（2026年4月）')).toContain('没有外出安排');
  for (const wrong of ['2026-13', 'x"><script>'])
    expect((await browser.open(`/desk/staff?month=${encodeURIComponent(wrong)}`)).status).toBe(200);
});

describe('a standing permission', () => {
  test('is given, changed and withdrawn by the employer', async () => {
    const browser = await desk.as('employer-01');
    const form = await browser.open(FORM);
    expect(form.text).not.toContain('name="channel"');
    const csrf = desk.csrfOf(form);
    const given = await desk.post(browser, FORM, { csrf, ...grant });
    expect([given.status, new URL(given.url).pathname]).toEqual([200, '/desk/staff']);
    expect(given.text).toContain('每月 8 小时');
    expect(given.text).toMatch(/<p class="note" role="status">已保存/);
    const changed = await desk.post(browser, FORM, { csrf, ...grant, hoursPerMonth: '12' });
    expect(changed.text).toContain('0/12');
    const withdrawn = await desk.post(browser, FORM, { csrf, employer: 'employer-01', action: 'withdraw' });
    expect(withdrawn.text).toContain('逐次征求单位同意。');
    expect(withdrawn.text).not.toContain('每月 12 小时');
  });

  test('that is wrong says so beside the field and keeps what was typed; nobody withdraws by a number', async () => {
    const browser = await desk.as('employer-01');
    const csrf = desk.csrfOf(await browser.open(FORM));
    const early = await desk.post(browser, FORM, { csrf, ...grant, hoursPerMonth: '20', to: '2026-01-01' });
    expect(early.status).toBe(422);
    expect(early.text).toMatch(/id="to-error"/);
    expect(early.text).toContain('value="20"');
    const none = await desk.post(browser, FORM, { csrf, ...grant, hoursPerMonth: '0' });
    expect(none.text).toMatch(/id="hoursPerMonth-error">至少 1 小时/);
    const words = await desk.post(browser, FORM, { csrf, ...grant, hoursPerMonth: 'acht' });
    expect(words.text).toContain('请填写整数');
  });

  test('is entered by the employer’s union, which says how it was told; by nobody else', async () => {
    const { parent } = (await city.person('employer-01').get('/v1/organisations/employer-01')).body;
    const browser = await desk.as(parent);
    const csrf = desk.csrfOf(await browser.open(FORM));
    const silent = await desk.post(browser, FORM, { csrf, ...grant, evidence: '<script>x</script>' });
    expect(silent.text).toMatch(/id="channel-error"/);
    expect(silent.text).toContain('value="&#60;script&#62;x&#60;/script&#62;"');
    const entered = await desk.post(browser, FORM, { csrf, ...grant, channel: 'phone', evidence: '示例：电话' });
    expect(new URL(entered.url).pathname).toBe('/desk/speakers/speaker-001');
    const { body } = await city.person('employer-01').get('/v1/speakers/speaker-001');
    expect(body.employments[0].permission).toMatchObject({ hoursPerMonth: 8 });
    const unsaid = await desk.post(browser, FORM, { csrf, employer: 'employer-01', action: 'withdraw' });
    expect(unsaid.text).toMatch(/<details open>.*id="withdrawnBy-error"/s);
    const withdrawn = { csrf, employer: 'employer-01', action: 'withdraw', withdrawnBy: 'letter' };
    await desk.post(browser, FORM, withdrawn);
    const after = await city.person('employer-01').get('/v1/speakers/speaker-001');
    expect(after.body.employments[0].permission).toBeUndefined();
    const stranger = await desk.as('employer-03');
    expect((await stranger.open(FORM)).status).toBe(404);
  });
});

test('an employer’s people are its own; the menu leads there whom it concerns', async () => {
  const { text } = await (await desk.as('employer-03')).open('/desk/staff');
  expect(text).toContain('/desk/speakers/speaker-006');
  expect(text).not.toContain('/desk/speakers/speaker-001');
  expect((await (await desk.as('employer-03')).open('/desk')).text).toContain('我单位人员');
  expect((await (await desk.as(SCHOOL)).open('/desk')).text).not.toContain('我单位人员');
});

describe('the hours of a month', () => {
  const release = { employerId: 'e', need: 'required' as const, releasedAt: '2026-03-01T00:00:00.000Z' };
  const slot = { start: '2026-03-05T01:00:00.000Z', end: '2026-03-05T03:00:00.000Z' };
  const away = (status: string, more: object = {}, held: object = slot) =>
    ({
      ...{ speaker: 's', release, visit: { status, slot: held }, seat: { speakerName: '示例', releases: [release] } },
      ...more,
    }) as unknown as Away;

  test('count what is agreed or was held and was given, by its sessions', () => {
    const sessions = [slot, { start: '2026-03-05T06:00:00.000Z', end: '2026-03-05T06:30:00.000Z' }];
    const all = [
      ...[
        away('closed'),
        away('awaiting-union'),
        away('confirmed', { release: { ...release, need: 'notice', permitted: true } }),
      ],
      away('confirmed', { release: { employerId: 'e', need: 'required' } }),
      away('confirmed', { release: { employerId: 'e', need: 'notice' } }, { ...slot, sessions }),
    ];
    expect(hoursGiven(all)).toEqual([
      { speaker: 's', name: '示例', visits: 3, hours: { released: 2, permitted: 2, notice: 2.5 }, total: 6.5 },
    ]);
  });

  test('count nobody who did not come, unless it was settled that they did', () => {
    const absent = (absence: object) => away('closed', { seat: { speakerName: '示例', absence } });
    expect(hoursGiven([absent({ state: 'told' })])).toEqual([]);
    expect(hoursGiven([absent({ state: 'settled', outcome: 'came' })])).toHaveLength(1);
  });

  test('concern one’s own employers, and nothing that was called off', () => {
    const visit = (status: string) => ({ ...{ status, slot }, seats: [{ speakerId: 's', releases: [release] }] }) as never;
    expect(awayOf([visit('confirmed'), visit('cancelled')], new Set(['e']))).toHaveLength(1);
    expect(awayOf([visit('confirmed')], new Set(['other']))).toEqual([]);
    expect(kindOf({ employerId: 'e', need: 'required' })).toBe('asked');
  });
});
