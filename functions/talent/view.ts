import { may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { Look } from '../personal/look.ts';
import { speakerNumber } from '../personal/sealing.ts';
import type { Instant } from '../platform/schema.ts';
import { mainHonour } from './honours.ts';
import type { Speaker } from './speaker.ts';

const relatedTo = ({ id, union, employments }: Speaker) => ({
  employers: employments.flatMap(({ employer }) => (employer === undefined ? [] : [employer])),
  speakers: [id],
  'pool-unions': [union],
});

/** A speaker as this person may see them, without the phone number; undefined when not at all. */
export function speakerView(speaker: Speaker, person: Person, now: Instant) {
  const related = relatedTo(speaker);
  if (!may('read-speaker', person, related, now)) return undefined;
  const { phone: _, employments, version: __, ...profile } = speaker;
  return {
    ...profile,
    mainHonour: mainHonour(speaker),
    ...(may('read-employments', person, related, now) && { employments }),
  };
}

/** The same with the number, for those who may see that too. */
export async function speakerWithNumber(speaker: Speaker, look: Look) {
  const { person, now } = look;
  const view = speakerView(speaker, person, now.toISOString());
  const by = view && may('see-pool-number', person, relatedTo(speaker), now.toISOString());
  if (!by || !look.isOpen || speaker.phone === undefined) return view;
  const phone = await look.at(speaker.phone, speakerNumber(person.city, speaker.id), { speaker: speaker.id }, by);
  return { ...view, phone };
}
