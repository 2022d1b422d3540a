import type { Json, Wish } from '../../demo/actor.ts';
import type { SampleCity } from '../../demo/sample-city.ts';

/** A visit of this speaker to this school, to which the union, the employers and the speaker have said yes. Answers its id. */
export async function agreedVisit(city: SampleCity, school: string, speaker: string, wish: Wish = {}): Promise<string> {
  const asking = city.person(school);
  const id = await asking.asksFor({ speakerId: speaker, speakerRequired: true, ...wish });
  await city.person((await asking.visit(id)).union).approves(id);
  const { releases } = (await asking.visit(id)).seats[0] as Json;
  for (const { need, employerId, releasedAt } of releases)
    if (need === 'required' && !releasedAt) await city.person(employerId).releases(id);
  await city.person(speaker).confirms(id, 'speaker-confirmation');
  return id;
}
