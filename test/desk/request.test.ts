import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import type { Browser, Page } from '../support/browser.ts';
import { deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
});
afterAll(() => city?.end());

const NEW = '/desk/visits/new';
const wish = (more: Record<string, string> = {}) => ({
  ...{ activityType: 'lecture', mode: 'in-school', 'levels.primary-upper': 'yes', notes: '' },
  ...{ date: '2026-03-20', from: '14:00', to: '15:30', students: '45', speakers: '1' },
  ...more,
});
const sends = async (browser: Browser, path: string, fields: Record<string, string>): Promise<Page> => {
  const page = await browser.open(path);
  const key = /name="key" value="([^"]*)"/.exec(page.text)![1]!;
  const answer = await desk.post(browser, path, { csrf: desk.csrfOf(page), key, ...fields });
  await city.settle();
  return answer;
};
const visitAt = async (page: Page): Promise<Json> =>
  (await city.person('union-city').visit(new URL(page.url).pathname.split('/').at(-1)!)) as Json;

describe('a union asks for a school that has rung', () => {
  let union: Browser;
  beforeAll(async () => {
    union = await desk.as('union-donghu');
  });

  test('it finds the school by a part of the name', async () => {
    expect((await union.open('/desk')).text).toContain(`href="${NEW}"`);
    expect((await union.open(NEW)).text).not.toContain('name="activityType"');
    const found = await union.open(`${NEW}?name=${encodeURIComponent('东湖区第一')}`);
    expect(found.text).toContain(`href="${NEW}?school=school-donghu-01"`);
    expect((await union.open(`${NEW}?name=${encodeURIComponent('<b>无')}`)).text).toMatch(
      /&#60;b&#62;无[\s\S]*没有找到这样的学校/,
    );
  });

  test('with how it asked; contact and place come from the school’s record', async () => {
    const said = { channel: 'phone', evidence: '3月2日教务处来电', school: 'school-donghu-01' };
    const path = `${NEW}?school=school-donghu-01`;
    const refused = await sends(union, path, wish({ ...said, students: '', channel: 'phone' }));
    expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/id="students-error"/)]);
    expect(refused.text).toContain('value="3月2日教务处来电"');
    const visit = await visitAt(await sends(union, path, wish(said)));
    expect(visit).toMatchObject({
      school: { id: 'school-donghu-01' },
      requestedBy: { role: 'union', onBehalfOf: { party: 'school-donghu-01', channel: 'phone' } },
    });
    expect([visit.address, visit.contact.name].every((known) => /\S/.test(known))).toBe(true);
  });

  test('not for a school of another union', async () => {
    const said = { channel: 'phone', evidence: '来电', school: 'school-xihu-01' };
    const refused = await sends(union, `${NEW}?school=school-xihu-01`, wish(said));
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('这所学校不由本工会负责')]);
  });
});

describe('a school', () => {
  const SCHOOL = 'school-donghu-02';
  let school: Browser;
  beforeAll(async () => {
    school = await desk.as(SCHOOL);
  });

  test('names several times in its order; what is wrong with one is said there', async () => {
    const more = { date3: '2026-03-23', from3: '09:00', to3: '10:00', date2: '', from2: '14:00', to2: '15:30' };
    const refused = await sends(school, NEW, wish({ ...more, to3: '08:00' }));
    expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/id="to3-error">结束时间须晚于开始时间/)]);
    expect(refused.text).toMatch(/<details open><summary>备选时间/);
    const { slots } = await visitAt(await sends(school, NEW, wish(more)));
    expect(slots.map(({ start }: Json) => start)).toEqual(['2026-03-20T06:00:00.000Z', '2026-03-23T01:00:00.000Z']);
  });

  test('names a speaker: of several it is asked whom it means, of a whole name not', async () => {
    const unclear = await sends(school, NEW, wish({ speakerName: '张0' }));
    expect([unclear.status, unclear.text]).toEqual([422, expect.stringContaining('请在下面勾选您指的是谁')]);
    expect(unclear.text).toMatch(/name="speaker\.speaker-001" value="yes">示例张001/);
    expect(unclear.text).toContain('name="students"');
    const nobody = await sends(school, NEW, wish({ speakerName: '无名<b>' }));
    expect(nobody.text).toMatch(/value="无名&#60;b&#62;"[\s\S]*没有叫这个名字的人/);
    const chosen = { speakerName: '张0', searched: '张0', 'found.speaker-001': '示例张001', 'speaker.speaker-001': 'yes' };
    expect((await visitAt(await sends(school, NEW, wish(chosen)))).speakerId).toBe('speaker-001');
    const whole = wish({ speakerName: '示例王002', speakerRequired: 'yes', 'honours.model-worker': 'yes', date: '2026-03-24' });
    expect(await visitAt(await sends(school, NEW, whole))).toMatchObject({
      ...{ speakerId: 'speaker-002', speakerRequired: true, preferredHonours: ['model-worker'] },
    });
    const two = { ...chosen, 'found.speaker-002': '示例王002', 'speaker.speaker-002': 'yes' };
    expect((await sends(school, NEW, wish(two))).text).toContain('最多 1 位');
  });

  test('is asked for ten things, and no more unless it wants to', async () => {
    const { text } = await school.open(NEW);
    const unfold = (page: string): string => page.replace(/<details(?:(?!<details).)*?<\/details>/gs, '');
    const unfolded = unfold(unfold(text));
    const labels = [...unfolded.matchAll(/<label for=|<legend>/g)];
    expect(labels).toHaveLength(10);
    expect(text).not.toContain('name="channel"');
  });
});
