import { main, type Story, schoolOf, visitOf } from '../people.ts';

/** A union approves two at once; a school calls its visit off. */
export const several: Story = async ({ city, people, looks }) => {
  const schools = [schoolOf(10), schoolOf(11)];
  const ids: string[] = [];
  for (const school of schools) {
    const { body } = await city.person(school).post('/v1/visits', city.request({ slots: [city.slot(16)] }));
    ids.push(body.id as string);
  }
  await city.settle();
  const union = await people.as((await visitOf(city, schools[0]!, ids[0]!)).union);
  await union.goto('/desk/language?to=zh');
  for (const box of await union.locator('.cards input[type=checkbox]').all()) await box.check();
  await looks.at(union, 'inbox-of-union');
  await union.click('main form > button');
  await looks.at(union, 'approved-together');
  looks.expect((await union.locator('.note').count()) === 2, 'not both were approved');
  const page = await people.as(schools[0]!);
  await page.goto(`/desk/visits/${ids[0]}`);
  await page.click('summary.button >> text=取消这次活动');
  await page.selectOption('#cancel-reasonCode', 'other');
  await looks.at(page, 'cancel');
  await page.click('details[open] button');
  await looks.at(page, 'cancelled');
  looks.expect((await main(page)).includes('已取消'), 'the visit is not cancelled');
  await city.settle();
  await page.goto('/desk/notices');
  await looks.at(page, 'notices');
};
