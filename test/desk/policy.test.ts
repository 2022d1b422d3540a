import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import type { Browser, Page } from '../support/browser.ts';
import { deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
});
afterAll(() => city.end());

const UNION = 'union-city';
const policy = async () => (await city.person(UNION).get('/v1/policy')).body;

/** What a page's form has in it, hidden or not: as a browser would send it. */
function fieldsOf({ text }: Page): Record<string, string> {
  const inputs = [...text.matchAll(/<input [^>]*?name="([^"]+)"[^>]*?value="([^"]*)"/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const choices = [...text.matchAll(/<select [^>]*?name="([^"]+)".*?<option value="([^"]*)" selected/gs)].map(
    ([, name, value]) => [name, value],
  );
  return Object.fromEntries([...inputs, ...choices]);
}
const form = async (browser: Browser) => fieldsOf(await browser.open('/desk/policy/change'));

describe('the policy', () => {
  test('is read in plain words, with units, by unions, authorities and administrators', async () => {
    for (const who of [UNION, 'education-city']) {
      const page = await (await desk.as(who)).open('/desk/policy');
      expect(page.text).toMatch(/<dt>工会审批<\/dt><dd>3 个工作日<\/dd>/);
      expect(page.text).toMatch(/<dt>免打扰从<\/dt><dd>22:00<\/dd>/);
      expect(page.text).toMatch(/2027<\/dt><dd><span class="tag warn">暂定/);
    }
  });

  test('is changed by the city’s own union alone, and others see no way to it', async () => {
    const page = await (await desk.as('education-city')).open('/desk/policy');
    expect([page.text.includes('变更规则'), page.text.includes('>规则</a>')]).toEqual([false, false]);
    const browser = await desk.as('union-donghu');
    const typed = { ...(await form(browser)), dueHour: '16' };
    const refused = await desk.post(browser, '/desk/policy/preview', typed);
    expect(refused.status).toBe(403);
    const { body } = await city.person(UNION).get('/v1/speakers?limit=1');
    expect((await (await desk.as(body.speakers[0].id)).open('/desk/policy')).status).toBe(403);
  });
});

describe('a change', () => {
  test('is looked at first: what changes, and which open tasks; then it is in force', async () => {
    const visit = await city.person('school-city-schools-01').asksFor({});
    const browser = await desk.as(UNION);
    const typed = { ...(await form(browser)), 'workingDays.union-approval': '4', reasonsRequired: 'no', openTasks: 'move' };
    const preview = await desk.post(browser, '/desk/policy/preview', typed);
    expect(preview.text).toMatch(/办理时限 · 工会审批<\/th>.*?3 个工作日.*?<b>4 个工作日<\/b>/s);
    expect(preview.text).toMatch(/谢绝和取消须选择原因<\/th>.*?是<\/td>.*?<b>否<\/b>/s);
    expect(preview.text).toContain('1 项待办事项的期限会变动');
    expect(preview.text).toMatch(/3月5日 周四 18:00 → <b>3月6日 周五 18:00<\/b>/);
    expect(preview.text).toContain(`href="/desk/visits/${visit}"`);
    expect((await policy()).version).toBe(1);
    const confirmed = fieldsOf(preview);
    expect(Object.keys(confirmed).sort()).toEqual([
      'csrf',
      'openTasks',
      'reasonsRequired',
      'version',
      'workingDays.union-approval',
    ]);
    const applied = await desk.post(browser, '/desk/policy/apply', confirmed);
    expect(applied.text).toContain('新规则已施行');
    const after = await policy();
    expect([after.version, after.workingDays['union-approval'], after.workingDays.clearance]).toEqual([2, 4, 2]);
    expect(after.reasonsRequired).toBe(false);
  });

  test('that is wrong is said beside its field, and nothing typed is lost; also on the way back from the preview', async () => {
    const browser = await desk.as(UNION);
    const typed = {
      ...(await form(browser)),
      dueHour: 'abends',
      'slot.latest': '06:00',
      travelMinutes: '45',
      openTasks: 'keep',
    };
    const page = await desk.post(browser, '/desk/policy/preview', typed);
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/id="dueHour-error">请填写数字/);
    const again = await desk.post(browser, '/desk/policy/preview', { ...typed, dueHour: '17' });
    expect(again.text).toMatch(/id="slot\.latest-error">结束时间须晚于开始时间/);
    expect(fieldsOf(again)).toMatchObject({ dueHour: '17', travelMinutes: '45', openTasks: 'keep' });
    const preview = await desk.post(browser, '/desk/policy/preview', { ...typed, dueHour: '17', 'slot.latest': '21:00' });
    const back = await desk.post(browser, '/desk/policy/change', fieldsOf(preview));
    expect(fieldsOf(back)).toMatchObject({ dueHour: '17', travelMinutes: '45', 'slot.latest': '21:00' });
  });

  test('of nothing says so', async () => {
    const browser = await desk.as(UNION);
    expect((await desk.post(browser, '/desk/policy/preview', await form(browser))).text).toContain('您没有改动任何内容');
  });

  test('of two at once: the later one looks again, and takes nothing back that the other has changed', async () => {
    const [one, other] = [await desk.as(UNION), await desk.as(`${UNION}-head`)];
    const [mine, theirs] = [await form(one), await form(other)];
    const preview = await desk.post(one, '/desk/policy/preview', { ...mine, shortlist: '7' });
    const faster = await desk.post(other, '/desk/policy/preview', { ...theirs, reserves: '3' });
    await desk.post(other, '/desk/policy/apply', fieldsOf(faster));
    const stale = await desk.post(one, '/desk/policy/apply', fieldsOf(preview));
    expect([stale.status, stale.text.includes('规则已被他人变更')]).toEqual([412, true]);
    await desk.post(one, '/desk/policy/apply', fieldsOf(stale));
    expect(await policy()).toMatchObject({ shortlist: 7, reserves: 3 });
  });
});
