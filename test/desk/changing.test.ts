import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import type { Browser, Page } from '../support/browser.ts';
import { deskOf } from '../support/desk.ts';
import { goesOn, on } from '../ways/way.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
let school: Browser;
let union: Browser;
const [SCHOOL, UNION] = ['school-donghu-02', 'union-donghu'];
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
  [school, union] = [await desk.as(SCHOOL), await desk.as(UNION)];
});
afterAll(() => city?.end());

const confirmed = async (day: string, speaker: string, reserves: string[] = []): Promise<string> => {
  const visit = await city.person(SCHOOL).asksFor({ slots: [on(day)] });
  await city.person(UNION).approves(visit, { speakers: [speaker], reserves });
  await goesOn(city, visit, 'confirmed');
  return visit;
};
async function sends(browser: Browser, visit: string, change: string, fields: Record<string, string>): Promise<Page> {
  const page = await browser.open(`/desk/visits/${visit}`);
  const [, key] = new RegExp(`/${change}"><[^>]*><input type="hidden" name="key" value="([^"]*)"`).exec(page.text)!;
  const answer = await desk.post(browser, `/desk/visits/${visit}/${change}`, { csrf: desk.csrfOf(page), key: key!, ...fields });
  await city.settle();
  return answer;
}
const visitOf = async (id: string): Promise<Json> => city.person('union-city').visit(id);

test('who reads English reads lists as English has them', async () => {
  const visit = await city.person(SCHOOL).asksFor({ slots: [on('2026-05-18')], topics: ['welding', 'safety'] });
  const browser = await desk.as(SCHOOL);
  await browser.open('/desk/language?to=en');
  expect((await browser.open(`/desk/visits/${visit}`)).text).toMatch(/<dt>Topics<\/dt><dd>[^<、]+, [^<、]+<\/dd>/);
});

describe('a visit that all have agreed to', () => {
  let visit: string;
  beforeAll(async () => {
    visit = await confirmed('2026-03-16', 'speaker-001');
  });

  test('is offered the changes that are possible now, each saying what it means for the others', async () => {
    const { text } = await school.open(`/desk/visits/${visit}`);
    for (const offered of ['>改期</summary>', '>当日调整时间</summary>', '学校会按新的时间重新征求意见'])
      expect(text).toContain(offered);
    for (const not of ['临时换人', '再次申请']) expect(text).not.toContain(not);
    expect((await (await desk.as('employer-01')).open(`/desk/visits/${visit}`)).text).not.toContain('改期');
  });

  test('is shifted within its day; another hour than was released is refused beside the field', async () => {
    const day = { date: '2026-03-16', reasonCode: 'time', text: '课程<b>冲突' };
    const refused = await sends(school, visit, 'shift', { ...day, from: '08:00', to: '09:00' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/id="shift-from-error">超出单位同意的时间/)]);
    expect(refused.text).toMatch(/value="08:00"[\s\S]*课程&#60;b&#62;冲突<\/textarea>/);
    const shifted = await sends(school, visit, 'shift', { ...day, from: '14:30', to: '16:00' });
    expect([shifted.status, shifted.text]).toEqual([200, expect.stringContaining('14:30–16:00')]);
  });

  test('is moved to another day, or one of several; the reason is asked for and nothing typed is lost', async () => {
    const times = { date: '2026-03-24', from: '10:00', to: '11:00', date2: '2026-03-25', from2: '10:00', to2: '09:00' };
    const refused = await sends(union, visit, 'reschedule', { ...times, reasonCode: 'weather', text: '' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/id="reschedule-to2-error">结束时间须晚于/)]);
    expect(refused.text).toContain('value="2026-03-24"');
    const unsaid = await sends(union, visit, 'reschedule', { ...times, to2: '11:00', reasonCode: '' });
    expect(unsaid.text).toMatch(/id="reschedule-reasonCode-error">必填/);
    const moved = await sends(union, visit, 'reschedule', { ...times, to2: '11:00', reasonCode: 'weather' });
    expect(moved.text).toContain('3月24日 周二 10:00–11:00');
    expect(await visitOf(visit)).toMatchObject({ status: 'awaiting-release', slots: [{}, {}] });
  });
});

test('in the last hours the union replaces a speaker, from the reserves or by name', async () => {
  const visit = await confirmed('2026-04-01', 'speaker-002', ['speaker-004']);
  expect((await union.open(`/desk/visits/${visit}`)).text).not.toContain('临时换人');
  await city.until('2026-04-01T08:00:00+08:00');
  expect((await school.open(`/desk/visits/${visit}`)).text).not.toContain('临时换人');
  expect((await union.open(`/desk/visits/${visit}`)).text).toMatch(/name="speaker\.speaker-004" value="yes">/);
  const said = { seat: '1', channel: 'phone', evidence: '8:05 本人来电', reasonCode: 'unwell' };
  const nobody = await sends(union, visit, 'replace-speaker', { ...said, speakerName: '无此人' });
  expect([nobody.status, nobody.text]).toEqual([
    422,
    expect.stringMatching(/id="replace-speaker-speakerName-error">资源库中没有/),
  ]);
  expect(nobody.text).toContain('value="8:05 本人来电"');
  expect(nobody.text).toContain('speaker-004');
  const same = await sends(union, visit, 'replace-speaker', { ...said, 'speaker.speaker-002': 'yes' });
  expect(same.text).toMatch(/id="replace-speaker-speakerName-error">/);
  const replaced = await sends(union, visit, 'replace-speaker', { ...said, 'speaker.speaker-004': 'yes' });
  expect(replaced.status).toBe(200);
  expect(await visitOf(visit)).toMatchObject({ status: 'confirmed', seats: [{ speakerId: 'speaker-004' }] });
});

test('what was cancelled stands in no calendar', async () => {
  const visit = await confirmed('2026-05-20', 'speaker-006');
  expect((await school.open(`/desk/visits/${visit}`)).text).toContain('加入日历');
  await city.person(SCHOOL).cancels(visit);
  expect((await school.open(`/desk/visits/${visit}`)).text).not.toContain('加入日历');
});

test('what was cancelled is asked for again: filled in as it was, but for the day', async () => {
  const { body } = await city.person(SCHOOL).post('/v1/visits', {
    ...city.request({
      slots: [on('2026-05-08', '09:00', '10:00')],
      levels: ['junior-secondary'],
      notes: '请带<工具>',
      speakerId: 'speaker-004',
    }),
  });
  await city.settle();
  await city.person(SCHOOL).post(`/v1/visits/${body.id}/cancel`, { reasonCode: 'other' });
  for (const browser of [school, union]) {
    const { text } = await browser.open(`/desk/visits/${body.id}`);
    expect(text).toContain(`href="/desk/visits/new?like=${body.id}"`);
    expect(text).not.toContain('改期</summary>');
    const form = (await browser.open(`/desk/visits/new?like=${body.id}`)).text;
    for (const kept of [
      'value="lecture" selected',
      'name="levels.junior-secondary" value="yes" checked',
      '请带&#60;工具&#62;</textarea>',
      'value="09:00"',
      'name="speaker.speaker-004" value="yes" checked',
    ])
      expect(form).toContain(kept);
    expect(form).toMatch(/name="date" required value=""/);
    expect(form).toContain('<details open><summary>更多选项');
    expect(form).not.toMatch(/name="address"[^>]*value="[^"]/);
  }
  expect((await (await desk.as('school-xihu-01')).open(`/desk/visits/new?like=${body.id}`)).status).toBe(404);
});

describe('a visit is called off', () => {
  const asked = (day: string) => city.person(SCHOOL).asksFor({ slots: [on(day)], speakerId: 'speaker-004' });

  test('with a reason, which is asked for beside its field; nothing typed is lost', async () => {
    const visit = await asked('2026-05-13');
    const unsaid = await sends(school, visit, 'cancel', { reasonCode: '', text: '运动会<i>' });
    expect([unsaid.status, unsaid.text]).toEqual([422, expect.stringMatching(/id="cancel-reasonCode-error">必填/)]);
    expect(unsaid.text).toContain('运动会&#60;i&#62;</textarea>');
    // Whoever may read the city's rules sees at once that one is needed.
    expect((await union.open(`/desk/visits/${visit}`)).text).toMatch(/id="cancel-reasonCode" name="reasonCode" required/);
    const page = await union.open(`/desk/visits/${visit}`);
    const cancelled = await sends(school, visit, 'cancel', { reasonCode: 'time', text: '运动会' });
    expect(cancelled.text).toContain('已取消');
    const late = await desk.post(union, `/desk/visits/${visit}/cancel`, {
      csrf: desk.csrfOf(page),
      key: crypto.randomUUID(),
      reasonCode: 'weather',
      text: '台风',
    });
    expect([late.status, late.text]).toEqual([409, expect.stringMatching(/此前已被取消[\s\S]*未提交[\s\S]*台风/)]);
    const moved = await desk.post(union, `/desk/visits/${visit}/reschedule`, {
      ...{ csrf: desk.csrfOf(page), date: '2026-05-20', from: '10:00', to: '11:00', reasonCode: 'weather', text: '台风改期' },
    });
    expect([moved.status, moved.text]).toEqual([409, expect.stringMatching(/未提交[\s\S]*台风改期/)]);
    expect(moved.text).not.toContain('<textarea');
  });

  test('by those to whom it belongs: the union of a speaker is offered nothing, and keeps what it had typed all the same', async () => {
    const visit = await asked('2026-05-14');
    const { seats } = await visitOf(visit);
    const { union: owner } = (await city.person(seats[0].speakerId).get(`/v1/speakers/${seats[0].speakerId}`)).body;
    const pool = await desk.as(owner);
    const page = await pool.open(`/desk/visits/${visit}`);
    expect([page.status, owner]).toEqual([200, expect.not.stringMatching(/^union-(donghu|city)$/)]);
    for (const not of ['改期</summary>', '取消这次活动', '当日调整时间', '临时换人']) expect(page.text).not.toContain(not);
    const above = (await (await desk.as('union-city')).open(`/desk/visits/${visit}`)).text;
    for (const offered of ['改期</summary>', '取消这次活动']) expect(above).toContain(offered);
    const sent = { csrf: desk.csrfOf(page), key: crypto.randomUUID(), reasonCode: 'other', text: '示例说明' };
    const refused = await desk.post(pool, `/desk/visits/${visit}/cancel`, sent);
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('示例说明</textarea>')]);
  });
});
