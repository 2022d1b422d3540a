import { main, type Story, schoolOf } from '../people.ts';

/** A school records what it held without having asked; then its union the same, which is noticed. And a form of several schools and speakers. */
export const recorded: Story = async ({ city, people, looks, index }) => {
  const school = schoolOf(7 + index);
  const page = await people.as(school);
  await page.goto('/desk/visits');
  await page.click('text=补录已举办的活动');
  await looks.at(page, 'record');
  const fill = async (window: typeof page) => {
    await window.selectOption('#activityType', 'lecture');
    await window.fill('#date', city.slot(-3).start.slice(0, 10));
    await window.fill('#speakerName', '示例张001、示例王0');
    await window.fill('#students', '120');
    await window.fill('#media', '示例日报');
    await window.fill('#summary', '<script>alert(1)</script>');
    await window.click('main form > button');
    await looks.at(window, 'record-whom');
    await window.check('input[name="speaker.speaker-002"]');
    await window.click('main form > button');
    await city.settle();
  };
  await fill(page);
  await looks.at(page, 'recorded');
  looks.expect((await main(page)).includes('已办结'), 'what was recorded is not closed');
  const union = await people.as('union-education');
  await union.goto('/desk/language?to=zh');
  await union.goto(`/desk/visits/recorded?school=${school}`);
  await fill(union);
  await looks.at(union, 'record-double');
  await union.check('input[name=notDouble]');
  await union.click('main form > button');
  await looks.at(union, 'recorded-another');

  const wish = { slots: [city.slot(14)], speakersWanted: 2, otherSchools: [schoolOf(10), schoolOf(11)] };
  const { body } = await city.person(school).post('/v1/visits', city.request(wish));
  const id = body.id as string;
  await city.settle();
  await city.person('union-education').approves(id, { speakers: ['speaker-002', 'speaker-004'], reserves: [] });
  for (const who of ['speaker-002', 'speaker-004']) await city.person(who).confirms(id, 'speaker-confirmation');
  await city.settle();
  await city.person(school).confirms(id, 'school-confirmation');
  await city.days(14.5);
  await page.goto('/desk');
  await page.click(`.cards a[href*="${id}"]`);
  await looks.at(page, 'statistics-of-several');
  await page.fill('#actualEnd', `${city.slot(-14).start.slice(0, 10)}T10:00`);
  await page.click('main form > button >> nth=0');
  await looks.at(page, 'statistics-refused');
};
