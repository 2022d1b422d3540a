import { may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { Instant } from '../platform/schema.ts';
import { mainHonour } from './honours.ts';
import type { Speaker } from './speaker.ts';

/** A speaker as this person may see them; undefined when not at all. */
export function speakerView(speaker: Speaker, person: Person, now: Instant) {
  const employers = speaker.employments.flatMap(({ employer }) => (employer === undefined ? [] : [employer]));
  const related = { employers, speakers: [speaker.id], 'pool-unions': [speaker.union] };
  if (!may('read-speaker', person, related, now)) return undefined;
  const { phone, employments, version: _, ...profile } = speaker;
  return {
    ...profile,
    mainHonour: mainHonour(speaker),
    ...(may('read-employments', person, related, now) && { employments }),
    ...(may('see-pool-number', person, related, now) && { phone }),
  };
}
