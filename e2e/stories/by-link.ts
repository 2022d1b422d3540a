import type { Page } from 'playwright-core';
import type { SampleCity } from '../../demo/sample-city.ts';
import { employed, type Stage, type Story, schoolOf, visitOf, wednesday } from '../people.ts';

/** Whoever has no account at hand answers by the link in a message and a code: an employer, and after the day the school. */
export const byLink: Story = async (stage) => {
  const { city, index } = stage;
  const school = schoolOf(4 + index);
  const day = wednesday(city, 14);
  const slots = [{ start: `${day}T14:00:00+08:00`, end: `${day}T15:30:00+08:00` }];
  const wish = { slots, otherSchools: [schoolOf(10)] };
  const { body } = await city.person(school).post('/v1/visits', city.request(wish));
  const id = body.id as string;
  await city.settle();
  const speaker = await employed(city, 'union-education', id);
  await city.person('union-education').approves(id, { speakers: [speaker], reserves: [] });
  await city.settle();
  await release(stage, id);
  await city.person(speaker).confirms(id, 'speaker-confirmation');
  await city.settle();
  await city.person(school).confirms(id, 'school-confirmation');
  await city.until(`${day}T20:00:00+08:00`);
  await statistics(stage, school, id);
};

/** May enter everybody's answer, and so have a link sent to anybody. */
const UNION = 'union-city';

/** The employer is slow: what it typed is still there after another code; then it says yes. */
async function release({ city, people, looks }: Stage, id: string): Promise<void> {
  const page = await people.somebody();
  const address = await linkTo(city, id, 'employer-release');
  await page.goto(address);
  await looks.at(page, 'link-door');
  looks.expect((await text(page)).includes('致电工会'), 'the door of a link does not say whom to call');
  await page.click('button');
  await page.fill('#code', '000000');
  await page.click('button >> nth=0');
  await looks.at(page, 'link-wrong-code');
  await page.fill('#code', await codeIn(city));
  await page.click('button >> nth=0');
  await looks.at(page, 'link-task');
  await page.click('summary');
  await page.selectOption('#reasonCode', 'work');
  await page.fill('#text', '当天有生产任务 <script>alert(1)</script>');
  await looks.at(page, 'link-decline');
  await city.until(city.now() + 16 * 60_000);
  await page.click('details button');
  await looks.at(page, 'link-time-over');
  await enter(page, city);
  await looks.at(page, 'link-still-there');
  looks.expect((await page.inputValue('#text')).includes('当天有生产任务'), 'what was typed at a link is lost');
  await page.click('button.first');
  await city.settle();
  await looks.at(page, 'link-done');
  looks.expect((await text(page)).includes('已记录：同意支持'), 'an employer’s yes by a link has no effect');
  await page.context().clearCookies();
  await page.goto(address);
  await looks.at(page, 'link-void');
  await page.context().close();
}

/** The school reports by a link; what it got wrong is said beside the field. */
async function statistics({ city, people, looks }: Stage, school: string, id: string): Promise<void> {
  const page = await people.somebody();
  await page.goto(await linkTo(city, id, 'statistics', school));
  await enter(page, city);
  await looks.at(page, 'link-statistics');
  const other = page.locator('[name^="students."] >> nth=1');
  looks.expect((await other.inputValue()) === '', 'nobody has counted the pupils of the other school');
  await other.fill('30');
  await page.fill('#costYuan', 'x');
  await page.fill('#summary', '示例 <script>alert(1)</script>');
  await page.click('button.first');
  await looks.at(page, 'link-statistics-refused');
  looks.expect((await page.inputValue('#summary')).includes('示例'), 'statistics by a link lose what was typed');
  await page.fill('#costYuan', '200');
  await page.click('button.first');
  await city.settle();
  await looks.at(page, 'link-statistics-done');
  looks.expect((await visitOf(city, school, id)).status === 'closed', 'statistics by a link have no effect');
  await page.context().close();
}

/** Has a link to a question of a visit sent, and opens the message. */
async function linkTo(city: SampleCity, id: string, kind: string, sender = UNION): Promise<string> {
  const { tasks } = (await city.person(sender).get(`/v1/tasks?visit=${id}`)).body;
  const task = tasks.find((each: { kind: string }) => each.kind === kind);
  await city.person(sender).post(`/v1/tasks/${task.id}/link`, {});
  return /\/t\/[\w-]+/.exec(await newest(city, 'task-link'))![0];
}

/** Asks for a code and enters it. */
async function enter(page: Page, city: SampleCity): Promise<void> {
  await page.click('button');
  await page.fill('#code', await codeIn(city));
  await page.click('button >> nth=0');
}

const codeIn = async (city: SampleCity): Promise<string> => /\d{6}/.exec(await newest(city, 'one-time-code'))![0];

async function newest(city: SampleCity, kind: string): Promise<string> {
  await city.settle();
  const { messages } = (await city.call('GET', '/_local/mail')).body;
  return messages.find((each: { kind: string }) => each.kind === kind).text.zh;
}

const text = async (page: Page): Promise<string> => (await page.textContent('body')) ?? '';
