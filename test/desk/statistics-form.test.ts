import { afterAll, beforeAll, expect, test } from 'vitest';
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
/** The statistics of a visit of two schools with two speakers, as the school opens them after the day. */
async function opened(day: string): Promise<{ visit: string; school: Browser; page: Page }> {
  const wish = { slots: [on(day)], speakersWanted: 2, otherSchools: ['school-donghu-01'], expectedStudents: 45 };
  const visit = await city.person(SCHOOL).asksFor(wish);
  await city.person('union-donghu').approves(visit, { speakers: ['speaker-002', 'speaker-004'], reserves: [] });
  await goesOn(city, visit, 'awaiting-statistics');
  const school = await desk.as(SCHOOL);
  const { id } = await city.person(SCHOOL).task(visit, 'statistics');
  return { visit, school, page: await school.open(`/desk/tasks/${id}`) };
}
const sends = async (browser: Browser, page: Page, fields: Record<string, string>) => {
  const answer = await desk.post(browser, page.url, { csrf: desk.csrfOf(page), ...fields });
  await city.settle();
  return answer;
};

test('what was planned is filled in: times, speakers, schools, levels; what is wrong stands beside its field', async () => {
  const { visit, school, page } = await opened('2026-03-16');
  for (const planned of [
    ...['value="2026-03-16T14:00"', 'value="2026-03-16T15:30"', '初中'],
    ...['name="present.speaker-002" value="yes" checked', 'name="present.speaker-004" value="yes" checked'],
    ...[
      `name="students.${SCHOOL}" value="45"`,
      'name="students.school-donghu-01" value="" inputmode="numeric" required',
      '示例东湖区第一小学：直接覆盖学生数',
    ],
  ])
    expect(page.text).toContain(planned);
  // Why somebody was proposed matters no more.
  expect(page.text).not.toContain('推荐理由');
  const happened = {
    ...{ outcome: 'submit', actualStart: '2026-03-16T14:10', actualEnd: '2026-03-16T13:30', 'present.speaker-002': 'yes' },
    ...{
      [`students.${SCHOOL}`]: '43',
      'students.school-donghu-01': 'x',
      indirectAudience: '0',
      media: '',
      costYuan: '0',
      summary: '',
    },
  };
  const unreadable = await sends(school, page, happened);
  expect(unreadable.text).toMatch(/value="x"[^>]*aria-describedby="students\.school-donghu-01-error"/);
  const impossible = await sends(school, page, { ...happened, 'students.school-donghu-01': '30' });
  expect([impossible.status, impossible.text]).toEqual([422, expect.stringMatching(/id="actualEnd-error">结束时间须晚于/)]);
  expect(impossible.text).toMatch(/name="present\.speaker-004" value="yes">/);
  await sends(school, page, { ...happened, 'students.school-donghu-01': '30', actualEnd: '2026-03-16T15:20' });
  const { rows } = (await city.person('union-donghu').get('/v1/reports/statistics?unit=donghu&month=2026-03')).body;
  expect(JSON.stringify(rows)).toMatch(/王002/);
  expect((await city.person(SCHOOL).visit(visit)).status).toBe('closed');
});

test('somebody else was faster: all that was filled in stands under its labels, in the language of the page', async () => {
  const { school, page } = await opened('2026-03-20');
  const happened = {
    ...{ outcome: 'submit', actualStart: '2026-03-20T14:10', actualEnd: '2026-03-20T15:30', 'present.speaker-002': 'yes' },
    ...{ [`students.${SCHOOL}`]: '43', 'students.school-donghu-01': '30', indirectAudience: '120' },
    ...{ media: '示例日报', costYuan: '20.5', summary: '<b>示例</b>' },
  };
  await sends(school, page, { outcome: 'not-held', reasonCode: 'weather' });
  const late = await sends(school, page, happened);
  expect(late.status).toBe(409);
  for (const [label, value] of [
    ['开始时间', '3月20日 周五 14:10'],
    ['到场的劳模工匠', '示例王002'],
    ['示例东湖区第一小学：直接覆盖学生数', '30'],
    ['间接覆盖人数', '120'],
    ['报道媒体（用顿号分开）', '示例日报'],
    ['投入经费（元）', '20.5'],
    ['活动简介（可不填）', '&#60;b&#62;示例&#60;/b&#62;'],
  ])
    expect(late.text).toContain(`<dt>${label}</dt><dd>${value}</dd>`);
  expect(late.text).not.toContain('Speakers present');
  await school.open('/desk/language?to=en');
  const english = await sends(school, page, happened);
  expect(english.text).toMatch(/Began<\/dt><dd>Fri 20 Mar 14:10.*Speakers present<\/dt><dd>示例王002/su);
  expect(english.text).not.toMatch(/：|、|结束时间/);
  await school.open('/desk/language?to=zh');
});

test('it was not held, for a reason', async () => {
  const { visit, school, page } = await opened('2026-03-24');
  const unsaid = await sends(school, page, { outcome: 'not-held', reasonCode: '' });
  expect([unsaid.status, unsaid.text]).toEqual([422, expect.stringMatching(/id="reasonCode-error">必填/)]);
  await sends(school, page, { outcome: 'not-held', reasonCode: 'weather' });
  expect((await city.person(SCHOOL).visit(visit)).status).toBe('not-held');
});

test('who was late finds the form as long as numbers are welcome', async () => {
  const { visit, school, page } = await opened('2026-04-01');
  await city.days(40);
  expect((await city.person(SCHOOL).visit(visit)).statistics.state).toBe('missing');
  const late = await school.open(page.url);
  expect(late.text).toContain('提交统计');
});
