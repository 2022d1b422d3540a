import type { Page } from 'playwright-core';
import type { SampleCity } from '../../demo/sample-city.ts';
import type { Looks } from '../look.ts';
import { main, type Stage, type Story, schoolOf, visitOf, wednesday } from '../people.ts';

/** A school rings its union, which asks for it, enters the answers that come by phone, and helps when things change. */
export const byPhone: Story = async (stage) => {
  const school = schoolOf(index(stage));
  const id = await asks(stage, school);
  await entered(stage, school, id);
  await changes(stage, school, id);
};

/** It is responsible for the city's own schools. */
const UNION = 'union-education';

const index = ({ index: device }: Stage): number => 4 + device;

/** The union finds the school, and fills in what it was told. */
async function asks({ city, people, looks }: Stage, school: string): Promise<string> {
  const { name } = (await city.person(UNION).get(`/v1/organisations/${school}`)).body as Record<string, string>;
  const page = await people.as(UNION);
  await page.goto('/desk/language?to=zh');
  await page.goto('/desk/visits/new');
  await looks.at(page, 'phone-which-school');
  await page.fill('#name', name!.slice(2));
  await page.click('main form button');
  await looks.at(page, 'phone-schools-found');
  await page.click(`.cards a:text-is("${name}")`);
  await looks.at(page, 'phone-request');
  await page.selectOption('#channel', 'phone');
  await page.fill('#evidence', '3月2日 9:10 教务处来电');
  await page.selectOption('#activityType', 'lecture');
  await page.fill('#date', wednesday(city, 14));
  await page.fill('#students', '45');
  await page.click('summary:text-is("备选时间（最多三个）")');
  await page.fill('#date2', city.slot(25).start.slice(0, 10));
  await page.click('summary:text-is("更多选项")');
  await page.fill('#speakerName', '张0');
  await page.click('main form > button');
  await looks.at(page, 'phone-request-whom');
  await page.check('input[name="speaker.speaker-001"]');
  await page.click('main form > button');
  await city.settle();
  await looks.at(page, 'phone-requested');
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

/** An employer answers by phone; what the union enters for the school the school reads, and objects to. */
async function entered({ city, people, looks }: Stage, school: string, id: string): Promise<void> {
  await city.person(UNION).approves(id, { speakers: ['speaker-001'], reserves: ['speaker-004'] });
  await city.settle();
  const page = await people.as('union-qingshanhu');
  await page.goto(`/desk/visits/${id}`);
  await looks.at(page, 'phone-what-waits');
  await enters(page, id, 'employer-release', looks, 'phone-release');
  await city.settle();
  await enters(page, id, 'speaker-confirmation', looks, 'phone-confirm');
  await city.settle();
  const ofSchool = await people.as(UNION);
  await enters(ofSchool, id, 'school-confirmation', looks, 'phone-school');
  await city.settle();
  looks.expect((await visitOf(city, school, id)).status === 'confirmed', 'what was entered by phone has no effect');
  const asked = await people.as(school);
  await asked.goto(`/desk/visits/${id}`);
  await looks.at(asked, 'phone-entered-for-school');
  await asked.click('text=查看；如与事实不符');
  await asked.click('summary:has-text("提出异议")');
  await looks.at(asked, 'phone-objection');
  await asked.selectOption('#objection-reasonCode', 'other');
  await asked.fill('#objection-text', '我们还没有答复 <script>alert(1)</script>');
  await asked.click('details[open] button');
  await city.settle();
  await looks.at(asked, 'phone-objected');
  looks.expect((await visitOf(city, school, id)).status === 'awaiting-school', 'an objection has no effect');
  await city.person(school).confirms(id, 'school-confirmation');
  await city.settle();
}

async function enters(page: Page, id: string, kind: string, looks: Looks, name: string): Promise<void> {
  await page.goto(`/desk/visits/${id}`);
  await page.click(`a[href*="/desk/tasks/"][href*="${kind}"]`);
  await looks.at(page, name);
  looks.expect((await main(page)).includes('您正在代'), `${name}: it is not said for whom one answers`);
  await page.selectOption('#yes-channel', 'phone');
  await page.fill('#yes-evidence', '3月2日 10:20 来电');
  await page.click('section.big > form > button');
  await looks.at(page, `${name}-done`);
  looks.expect((await main(page)).includes('登记（电话）'), `${name}: it is not said who entered it`);
}

/** It moves by an hour, and to another day; it is cancelled, and asked for again. */
async function changes({ city, people, looks }: Stage, school: string, id: string): Promise<void> {
  const page = await people.as(school);
  await page.goto(`/desk/visits/${id}`);
  await page.click('summary:text-is("当日调整时间")');
  await page.fill('#shift-from', '06:00');
  await page.selectOption('#shift-reasonCode', 'other');
  await page.click('details[open] button');
  await looks.at(page, 'shift-refused');
  await page.fill('#shift-from', '14:30');
  await page.fill('#shift-to', '16:00');
  await page.click('section.big form > button');
  await city.settle();
  await looks.at(page, 'shifted');
  await page.click('summary:text-is("改期")');
  await looks.at(page, 'reschedule');
  await page.fill('#reschedule-date', city.slot(23).start.slice(0, 10));
  await page.selectOption('#reschedule-reasonCode', 'weather');
  await page.click('details[open] form[action$="reschedule"] > button');
  await city.settle();
  await looks.at(page, 'rescheduled');
  await city.person(school).post(`/v1/visits/${id}/cancel`, { reasonCode: 'other' });
  await city.settle();
  await page.goto(`/desk/visits/${id}`);
  await looks.at(page, 'over');
  await page.click('text=再次申请');
  await looks.at(page, 'ask-again');
  await lastHours(city, { people, looks }, school);
}

/** On the day itself the union replaces a speaker. */
async function lastHours(city: SampleCity, { people, looks }: Pick<Stage, 'people' | 'looks'>, school: string): Promise<void> {
  const { body } = await city.person(school).post('/v1/visits', city.request({ slots: [city.slot(12)] }));
  const id = body.id as string;
  await city.settle();
  await city.person(UNION).approves(id, { speakers: ['speaker-002'], reserves: ['speaker-004'] });
  await city.settle();
  await city.person('speaker-002').confirms(id, 'speaker-confirmation');
  await city.settle();
  await city.person(school).confirms(id, 'school-confirmation');
  await city.settle();
  await city.days(11.5);
  const page = await people.as(UNION);
  await page.goto(`/desk/visits/${id}`);
  await page.click('summary:text-is("临时换人")');
  await looks.at(page, 'replace');
  await page.check('input[name="speaker.speaker-004"]');
  await page.selectOption('#replace-speaker-reasonCode', 'unwell');
  await page.click('details[open] form[action$="replace-speaker"] > button');
  await city.settle();
  await looks.at(page, 'replaced');
  looks.expect((await main(page)).includes('示例赵004'), 'the speaker was not replaced');
}
