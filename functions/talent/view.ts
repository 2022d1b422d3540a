import type { Person } from '../access/person.ts';
import { mayReadSpeaker, maySeeEmployments, maySeeSpeakerPhone } from '../access/rules.ts';
import type { Instant } from '../platform/schema.ts';
import { mainHonour } from './honours.ts';
import type { Speaker } from './speaker.ts';

/** A speaker as this person may see them; undefined when not at all. */
export function speakerView(speaker: Speaker, person: Person, now: Instant) {
  const employers = speaker.employments.flatMap(({ employer }) => (employer === undefined ? [] : [employer]));
  if (!mayReadSpeaker(person, { id: speaker.id, employers }, now)) return undefined;
  const { phone, employments, version: _, ...profile } = speaker;
  return {
    ...profile,
    mainHonour: mainHonour(speaker),
    ...(maySeeEmployments(person, { id: speaker.id, employers }, now) && { employments }),
    ...(maySeeSpeakerPhone(person, speaker, now) && { phone }),
  };
}
