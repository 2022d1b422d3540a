import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import type { Browser, Page } from '../support/browser.ts';
import { deskOf } from '../support/desk.ts';
import { goesOn, on } from '../ways/way.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
});
afterAll(() => city?.end());

const SCHOOL = 'school-donghu-02';
const approved = async (day: string, speaker: string): Promise<string> => {
  const visit = await city.person(SCHOOL).asksFor({ slots: [on(day)] });
  await city.person('union-donghu').approves(visit, { speakers: [speaker], reserves: [] });
  return visit;
};

/** The question of a visit to a party, opened from the visit's page. */
async function opened(browser: Browser, visit: string, kind: string): Promise<Page> {
  const { text } = await browser.open(`/desk/visits/${visit}`);
  const [, path] = new RegExp(`href="(/desk/tasks/[^"]*${kind}[^"]*)"`).exec(text)!;
  return browser.open(path!);
}
async function sends(browser: Browser, page: Page, fields: Record<string, string>): Promise<Page> {
  const answer = await desk.post(browser, page.url, { csrf: desk.csrfOf(page), ...fields });
  await city.settle();
  return answer;
}
const status = async (visit: string): Promise<string> => ((await city.person('union-city').visit(visit)) as Json).status;

describe('a union enters what was said by phone', () => {
  let visit: string;
  let union: Browser;
  beforeAll(async () => {
    visit = await approved('2026-03-16', 'speaker-001');
    union = await desk.as('union-qingshanhu');
  });

  test('it finds the question on the visit’s page, and reads for whom it answers and that they are told', async () => {
    expect((await union.open(`/desk/visits/${visit}`)).text).toContain('单位支持：示例焊接装备厂</a>');
    const { text } = await opened(union, visit, 'employer-release');
    expect(text).toContain('您正在代 示例焊接装备厂 登记答复');
    expect(text).toMatch(/<select id="yes-channel" name="channel" required>/);
    expect(text).toContain('登记：同意支持');
  });

  test('how the answer came must be said; what was typed stays', async () => {
    const page = await opened(union, visit, 'employer-release');
    const refused = await sends(union, page, {
      ...{ outcome: 'decline', 'for.organisationId': 'employer-01', channel: '', evidence: '人事科<b>来电' },
      ...{ reasonCode: 'work', text: '三班倒' },
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/id="no-channel-error">必填/);
    for (const kept of ['value="人事科&#60;b&#62;来电"', '三班倒</textarea>', 'value="work" selected'])
      expect(refused.text).toContain(kept);
  });

  test('afterwards everybody concerned reads who entered it for whom, and the party what shows it', async () => {
    const page = await opened(union, visit, 'employer-release');
    const evidence = '3月2日 10:20 人事科来电';
    const fields = { outcome: 'release', 'for.organisationId': 'employer-01', channel: 'phone', evidence };
    const done = await sends(union, page, fields);
    expect(done.text).toMatch(/示例青山湖区总工会 \S+ 代 示例焊接装备厂 登记（电话）<br>凭据：3月2日 10:20 人事科来电/);
    expect(done.text).not.toContain('提出异议');
    const school = await (await desk.as(SCHOOL)).open(`/desk/visits/${visit}`);
    expect(school.text).toContain('代 示例焊接装备厂 登记（电话）');
    expect(school.text).not.toContain(evidence);
    const party = await (await desk.as('employer-01')).open(`/desk/visits/${visit}`);
    expect(party.text).toContain('工会代您登记的答复');
    expect(party.text).toContain(evidence);
  });

  test('the party objects with a reason and is asked again; a second objection is told so', async () => {
    const employer = await desk.as('employer-01');
    const page = await opened(employer, visit, 'employer-release');
    const path = `${new URL(page.url).pathname}/objection`;
    const csrf = desk.csrfOf(page);
    const refused = await desk.post(employer, path, { csrf, reasonCode: '', text: '我们<script>没有同意' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/id="objection-reasonCode-error">必填/)]);
    expect(refused.text).toContain('我们&#60;script&#62;没有同意</textarea>');
    const objected = await desk.post(employer, path, { csrf, reasonCode: 'other', text: '我们没有同意' });
    await city.settle();
    expect([objected.status, new URL(objected.url).pathname]).toEqual([200, `/desk/visits/${visit}`]);
    expect((await employer.open(`/desk/visits/${visit}`)).text).not.toContain('工会代您登记的答复');
    expect((await employer.open('/desk')).text).toContain(visit);
    expect((await desk.post(employer, path, { csrf, reasonCode: 'other' })).status).toBe(409);
  });
});

test('a speaker’s and a school’s word, a school’s refusal with its scope, and the statistics', async () => {
  const visit = await approved('2026-03-18', 'speaker-002');
  const [ofSpeaker, ofSchool] = [await desk.as('union-qingshanhu'), await desk.as('union-donghu')];
  const asked = await opened(ofSpeaker, visit, 'speaker-confirmation');
  expect(asked.text).toMatch(/您正在代 示例王002 登记答复/);
  const said = { channel: 'in-person', evidence: '示例：当面答复' };
  await sends(ofSpeaker, asked, { outcome: 'confirm', 'for.speakerId': 'speaker-002', ...said });
  expect(await status(visit)).toBe('awaiting-school');

  const forSchool = { 'for.organisationId': SCHOOL, ...said };
  const school = await opened(ofSchool, visit, 'school-confirmation');
  const unscoped = await sends(ofSchool, school, { outcome: 'decline', reasonCode: 'time', ...forSchool });
  expect([unscoped.status, unscoped.text]).toEqual([422, expect.stringMatching(/id="scope-error">必填/)]);
  await sends(ofSchool, school, { outcome: 'confirm', ...forSchool });
  expect(await status(visit)).toBe('confirmed');
  const told = await (await desk.as('speaker-002')).open(`/desk/visits/${visit}`);
  expect(told.text).toContain('工会代您登记的答复');

  await goesOn(city, visit, 'awaiting-statistics');
  const numbers = await opened(ofSchool, visit, 'statistics');
  expect(numbers.text).toContain('type="datetime-local" required');
  const actuals = {
    ...{ outcome: 'submit', actualStart: '2026-03-18T14:00', actualEnd: '2026-03-18T15:20', 'present.speaker-002': 'yes' },
    ...{ [`students.${SCHOOL}`]: 'viele', indirectAudience: '0', media: '示例日报', costYuan: '0', summary: '很好' },
  };
  const wrong = await sends(ofSchool, numbers, { ...actuals, ...forSchool, channel: '' });
  expect(wrong.text).toMatch(/id="submit-channel-error">必填/);
  const words = await sends(ofSchool, numbers, { ...actuals, ...forSchool });
  expect(words.text).toMatch(/value="viele"[^>]*aria-invalid="true"/);
  await sends(ofSchool, numbers, { ...actuals, ...forSchool, [`students.${SCHOOL}`]: '44' });
  expect(await status(visit)).toBe('closed');
  const own = await (await desk.as(SCHOOL)).open(numbers.url);
  expect(own.text).toContain('登记（当面）');
  expect(own.text).not.toContain('提出异议');
});

test('who decides for themselves is asked for no channel; and who may not enter it finds no such question', async () => {
  const visit = await approved('2026-03-20', 'speaker-006');
  const employer = await opened(await desk.as('employer-03'), visit, 'employer-release');
  expect(employer.text).not.toContain('name="channel"');
  expect((await (await desk.as('union-xihu')).open(employer.url)).status).toBe(404);
  expect((await (await desk.as(SCHOOL)).open(`/desk/visits/${visit}`)).text).not.toContain('/desk/tasks/');
});
