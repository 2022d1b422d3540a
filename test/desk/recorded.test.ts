import { afterAll, beforeAll, expect, test } from 'vitest';
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

const RECORDED = '/desk/visits/recorded';
const SCHOOL = 'school-donghu-02';
const activity = (more: Record<string, string> = {}) => ({
  ...{ activityType: 'lecture', mode: 'in-school', 'levels.junior-secondary': 'yes', summary: '' },
  ...{ date: '2026-02-25', from: '14:00', to: '15:30', speakerName: '示例张001、示例王002' },
  ...{ students: '120', indirectAudience: '300', costYuan: '260.5', media: '示例日报、示例电视台' },
  ...more,
});
async function sends(browser: Browser, path: string, fields: Record<string, string>): Promise<Page> {
  const page = await browser.open(path);
  const key = /name="key" value="([^"]*)"/.exec(page.text)![1]!;
  const answer = await desk.post(browser, path, { csrf: desk.csrfOf(page), key, ...fields });
  await city.settle();
  return answer;
}
const rows = async (): Promise<Json[]> =>
  (await city.person('union-donghu').get('/v1/reports/statistics?unit=donghu&month=2026-02')).body.rows;

test('a school records what it held; what is wrong stands beside its field, and who was there is found by name', async () => {
  const school = await desk.as(SCHOOL);
  expect((await school.open('/desk/visits')).text).toContain(`href="${RECORDED}"`);
  const wrong = await sends(school, RECORDED, activity({ students: '', to: '13:00', summary: '学生<b>动手' }));
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringMatching(/id="students-error">/)]);
  expect(wrong.text).toContain('学生&#60;b&#62;动手</textarea>');
  expect(wrong.text).toMatch(/name="speaker\.speaker-001" value="yes" checked/);
  const early = await sends(school, RECORDED, activity({ to: '13:00' }));
  expect(early.text).toMatch(/id="to-error">结束时间须晚于/);
  const unclear = await sends(school, RECORDED, activity({ speakerName: '示例张001、王0' }));
  expect(unclear.text).toMatch(/id="speakerName-error">请在下面勾选/);
  const recorded = await sends(school, RECORDED, activity({ organisers: '示例公司工会、示例协会' }));
  expect(recorded.text).toContain('已办结');
  expect(JSON.stringify(await rows())).toMatch(/示例公司工会.*张001.*王002.*120.*示例电视台/);
});

test('what may be the same activity is shown, and counts once somebody says that it is another', async () => {
  const union = await desk.as('union-donghu');
  expect((await union.open(RECORDED)).text).not.toContain('name="activityType"');
  const path = `${RECORDED}?school=${SCHOOL}`;
  const again = activity({ school: SCHOOL, speakerName: '示例王002', students: '60' });
  const before = (await rows()).length;
  const asked = await sends(union, path, again);
  expect(asked.status).toBe(409);
  expect(asked.text).toMatch(
    /可能是同一次活动[\s\S]*href="\/desk\/visits\/[\w-]+">2月25日 周三 \S+<\/a>[\s\S]*name="notDouble"/,
  );
  expect(asked.text).toContain('value="60"');
  expect(await rows()).toHaveLength(before);
  expect((await sends(union, path, { ...again, notDouble: 'yes' })).text).toContain('已办结');
  expect(await rows()).toHaveLength(before + 1);
  const others = activity({ school: 'school-xihu-01' });
  expect((await sends(union, `${RECORDED}?school=school-xihu-01`, others)).text).toContain('不由本工会负责');
});

test('others record nothing', async () => {
  const employer = await desk.as('employer-01');
  expect((await employer.open('/desk/visits')).text).not.toContain(RECORDED);
});
