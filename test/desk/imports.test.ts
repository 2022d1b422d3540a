import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { csrfOf, deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
});
afterAll(() => city.end());

const PATH = '/desk/imports';
const table = (...lines: string[]) =>
  new File([`\ufeff${lines.join('\r\n')}\r\n`], '学校.csv', { type: 'application/vnd.ms-excel' });
const hidden = (text: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)![1]!;

test('the empty tables have the headings that are taken', async () => {
  const browser = await desk.as('education-city');
  const page = await browser.open(PATH);
  for (const kind of ['schools', 'employers', 'people']) {
    expect(page.text).toContain(`href="${PATH}/empty.csv?of=${kind}"`);
    const { text } = await browser.open(`${PATH}/empty.csv?of=${kind}`);
    const preview = await desk.postFile(
      browser,
      PATH,
      { csrf: csrfOf(page), of: kind },
      table(text.trim().replace('\ufeff', '')),
    );
    expect([preview.status, preview.text.includes('缺少'), preview.text.includes('提醒')]).toEqual([200, false, false]);
  }
});

test('a table is looked at row by row, and then imported as it was looked at', async () => {
  const browser = await desk.as('education-city');
  const csrf = csrfOf(await browser.open(PATH));
  const rows = ['代码,名称,计划单位,学校层次,备注', 'school-donghu-80,示例<b>小学,donghu,初中,x'];
  const preview = await desk.postFile(browser, PATH, { csrf, of: 'schools' }, table(...rows));
  expect(preview.status).toBe(200);
  expect(preview.text).toContain('示例&#60;b&#62;小学');
  expect(preview.text).toContain('提醒（不影响导入）');
  expect((await city.person('education-city').get('/v1/organisations/school-donghu-80')).status).toBe(404);
  const apply = {
    csrf,
    of: 'schools',
    apply: 'yes',
    held: hidden(preview.text, 'held'),
    heldType: hidden(preview.text, 'heldType'),
    mark: hidden(preview.text, 'mark'),
  };
  // Another file in its place is looked at first.
  const other = table(rows[0]!, 'school-donghu-81,示例另一小学,donghu,初中,x');
  expect((await desk.postFile(browser, PATH, apply, other)).text).toContain('示例另一小学');
  expect((await city.person('education-city').get('/v1/organisations/school-donghu-81')).status).toBe(404);
  const done = await desk.postFile(browser, PATH, apply);
  expect([done.status, done.text.includes('新增 1 行')]).toEqual([200, true]);
  expect((await city.person('education-city').get('/v1/organisations/school-donghu-80')).body.name).toBe('示例<b>小学');
});

test('every problem is named with its row and column, and there is nothing to press', async () => {
  const browser = await desk.as('education-city');
  const csrf = csrfOf(await browser.open(PATH));
  const rows = ['代码,名称,计划单位,学校层次', 'school-donghu-81,,donghu,初中', 'school-donghu-82,示例二小,没有的单位,初中'];
  const page = await desk.postFile(browser, PATH, { csrf, of: 'schools' }, table(...rows));
  expect([page.text.includes('还不能导入'), page.text.includes('确认导入')]).toEqual([true, false]);
  expect(page.text).toMatch(/<th scope="row">第 2 行<\/th>.*名称/);
  expect(page.text).toMatch(/<th scope="row">第 3 行<\/th>.*计划单位/);
});

test('what is no table, or none at all, is said beside the field', async () => {
  const browser = await desk.as('education-city');
  const csrf = csrfOf(await browser.open(PATH));
  const none = await desk.postFile(browser, PATH, { csrf, of: 'people' });
  expect([none.status, /id="file-error">请先选择文件/.test(none.text)]).toEqual([422, true]);
  const other = await desk.postFile(browser, PATH, { csrf, of: 'people' }, new File(['x'], 'a.docx'));
  expect([other.status, /id="file-error">请上传/.test(other.text)]).toEqual([415, true]);
  expect(other.text).toContain('value="people" selected');
});

test('nobody imports who administers nothing', async () => {
  const browser = await desk.as('speaker-003');
  const csrf = csrfOf(await browser.open('/desk/settings'));
  const page = await desk.postFile(browser, PATH, { csrf, of: 'people' }, table('姓名,手机号,单位,角色'));
  expect(page.status).toBe(403);
});
