import type { SampleCity } from '../../demo/sample-city.ts';
import { main, type Story, schoolOf, visitOf } from '../people.ts';

/** A school says that its speaker did not come; the speaker contests it, and the union settles it. */
export const noShow: Story = async ({ city, people, looks, index }) => {
  const school = schoolOf(7 + index);
  const id = await missed(city, school);
  const speaker = await people.as(SPEAKER);
  await speaker.goto('/desk/my-visits');
  await looks.at(speaker, 'my-visits-missed');
  await speaker.goto(`/desk/visits/${id}`);
  await speaker.click('a[href*="absence?speaker="]');
  await speaker.fill('#text', '示例：我准时到了，门卫有登记');
  await looks.at(speaker, 'absence-contest');
  await speaker.click('main form button');
  await looks.at(speaker, 'absence-contested');
  const union = await people.as((await visitOf(city, school, id)).union);
  await union.goto(`/desk/visits/${id}`);
  await union.click('a[href*="absence?speaker="]');
  await looks.at(union, 'absence-settle');
  await union.click('button[value="came"]');
  await looks.at(union, 'absence-settled');
  looks.expect((await main(union)).includes('已到场'), 'it is not said how it was settled');
};

/** Retired, so that no employer is asked. */
const SPEAKER = 'speaker-002';

/** A visit that everybody agreed to, and after whose day the school says that another came. */
async function missed(city: SampleCity, school: string): Promise<string> {
  const asking = city.person(school);
  const id = await asking.asksFor({ speakerId: SPEAKER, speakerRequired: true, slots: [city.slot(12)] });
  await city.person((await visitOf(city, school, id)).union).approves(id);
  await city.person(SPEAKER).confirms(id, 'speaker-confirmation');
  await city.days(13);
  const absent = [{ speakerId: SPEAKER, reasonCode: 'unknown' }];
  await asking.submits(id, { speakersPresent: ['speaker-004'], absent });
  return id;
}
