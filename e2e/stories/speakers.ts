import type { SampleCity } from '../../demo/sample-city.ts';
import type { Looks } from '../look.ts';
import { goTo, main, type People, type Story, schoolOf, visitOf } from '../people.ts';

/** What is for speakers, for their employers, and for who looks for speakers. */
export const speakers: Story = async ({ city, people, looks, index }) => {
  const [school, [speaker, employer]] = [schoolOf(7 + index), PAIRS[index]!];
  const id = await released(city, school, speaker, employer);
  const { union } = await visitOf(city, school, id);
  await permission(city, people, looks, employer, speaker);
  await ofSpeaker(city, people, looks, id, speaker);
  await pool(people, looks, union, speaker);
  // Nothing of it waits for anybody in another story.
  if ((await visitOf(city, school, id)).status !== 'unmatched') await city.person(school).cancels(id);
};

/** Who works where, one for each device. */
const PAIRS = [
  ['speaker-006', 'employer-03'],
  ['speaker-007', 'employer-04'],
  ['speaker-008', 'employer-05'],
] as const;

/** A visit that waits for its speaker’s answer, on the first day on which the employer must be asked. */
async function released(city: SampleCity, school: string, speaker: string, employer: string): Promise<string> {
  const asking = city.person(school);
  for (let day = 20; day < 34; day++) {
    const id = await asking.asksFor({ speakerId: speaker, speakerRequired: true, slots: [city.slot(day)] });
    const before = await visitOf(city, school, id);
    if (before.seats[0]?.releases[0]?.need !== 'required') {
      await asking.cancels(id);
      continue;
    }
    await city.person(before.union).approves(id);
    await city.person(employer).releases(id);
    return id;
  }
  throw new Error(`${employer} need not be asked in two weeks`);
}

/** The employer looks at its people, permits hours of one, and takes that back. */
async function permission(city: SampleCity, people: People, looks: Looks, employer: string, speaker: string): Promise<void> {
  const page = await people.as(employer);
  await page.goto('/desk');
  await goTo(page, '我单位人员');
  await looks.at(page, 'staff');
  looks.expect((await main(page)).includes('我单位已同意'), 'a release is not shown');
  await page.click(`a[href*="${speaker}/permission"]`);
  await page.fill('#hoursPerMonth', '12');
  await page.fill('#to', '2020-01-01');
  await page.click('main form button >> nth=0');
  await looks.at(page, 'permission-refused');
  looks.expect((await page.inputValue('#hoursPerMonth')) === '12', 'the hours are lost');
  await page.fill('#to', city.slot(200).start.slice(0, 10));
  await page.click('main form button >> nth=0');
  await looks.at(page, 'permission-given');
  looks.expect((await main(page)).includes('每月 12 小时'), 'the permission is not shown');
  await page.click(`a[href*="${speaker}/permission"]`);
  await page.click('summary.button');
  await looks.at(page, 'permission-withdrawing');
  await page.click('details button');
  looks.expect(!(await main(page)).includes('每月 12 小时'), 'the permission is still there');
}

/** The speaker answers, looks where to go, takes it into the calendar, and then cannot come. */
async function ofSpeaker(city: SampleCity, people: People, looks: Looks, id: string, speaker: string): Promise<void> {
  const page = await people.as(speaker);
  await page.goto('/desk/my-visits');
  await looks.at(page, 'my-visits-waiting');
  await page.click(`.cards a[href*="${id}"]`);
  await page.click('main form button >> nth=0');
  await city.settle();
  await goTo(page, '我的活动');
  await looks.at(page, 'my-visits');
  const file = await page.request.get(`/desk/visits/${id}/calendar.ics`);
  looks.expect((await file.text()).includes('BEGIN:VEVENT'), 'there is no calendar file');
  await page.click(`.cards h3 a[href*="${id}"]`);
  await looks.at(page, 'visit-of-speaker');
  await page.click(`a[href$="withdraw?seat=1"]`);
  await page.selectOption('#reasonCode', 'unwell');
  await looks.at(page, 'withdraw');
  await page.click('main form button');
  await city.settle();
  await looks.at(page, 'withdrawn');
  looks.expect((await main(page)).includes('已退出'), 'it is not said that the speaker has withdrawn');
}

/** A union looks for somebody, and reads what is known. */
async function pool(people: People, looks: Looks, union: string, speaker: string): Promise<void> {
  const page = await people.as(union);
  await page.goto('/desk/language?to=zh');
  await goTo(page, '资源库');
  await page.selectOption('#topic', 'welding');
  await page.click('main form button');
  await looks.at(page, 'pool');
  await page.goto(`/desk/speakers/${speaker}?month=2026-03`);
  await looks.at(page, 'speaker');
}
