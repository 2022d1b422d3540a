import type { Person } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { personKey, phoneKey, rosterKey, speakerKey } from '../platform/keys.ts';
import { Invalid, PhoneTaken } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Write } from '../platform/writes.ts';
import type { Corrected, Correction } from './contract.ts';
import { numberChanged } from './number-changed.ts';
import { type KeyRing, personNumber, speakerNumber } from './sealing.ts';
import type { Subject } from './subject.ts';

/** What a correction needs to know besides whose data it is. */
interface Circumstances {
  ring: KeyRing;
  poolVersion: number | undefined;
  /** The name of the organisation for which an administrator corrects, or that looks after whoever corrects their own. */
  office: string;
  /** What signs the person out on all devices. */
  signedOut: readonly Write[];
  now: Date;
}

/**
 * The writes that set right what is held about somebody, and what they are: the record and the pool entry alike, but the number by which
 * one signs in only for who may set that. Its look-up moves with it, whatever was signed in is so no more, and the number before is told,
 * also where it was set as by themselves: that may have been somebody with a device or a token of theirs. Conditional on what was read.
 * Pure but for the sealing.
 * @throws Invalid for nothing to correct, and for the biography of who has no entry in the pool. The transaction is refused where the
 * number is another person's.
 */
export function correct(
  subject: Subject,
  body: Correction,
  { ring, poolVersion, office, signedOut, now }: Circumstances,
): { corrected: Corrected[]; writes: Write[] } {
  const { city, id, person, speaker, organisation } = subject;
  const { name, phone, biography } = body;
  if (Object.keys(body).length === 0) throw new Invalid([fieldError('name', 'required')]);
  if (biography !== undefined && !speaker) throw new Invalid([fieldError('biography', 'unknown-speaker')]);
  const signsIn = person !== undefined && phone !== undefined && subject.signIn !== undefined;
  const by = (signsIn && subject.signIn) || subject.by;
  const corrected: Corrected[] = [
    ...(name === undefined ? [] : (['name'] as const)),
    ...(signsIn ? (['phone'] as const) : []),
    ...(phone !== undefined && speaker ? (['poolPhone'] as const) : []),
    ...(biography === undefined ? [] : (['biography'] as const)),
  ];
  const writes: Write[] = [
    person
      ? organisationEventWrite({ city, organisation }, 'person-changed', now, by, { person: id, corrected })
      : organisationEventWrite({ city, organisation }, 'speaker-changed', now, by, { speaker: id, corrected }),
  ];
  if (person)
    writes.push({
      update: personKey(city, id),
      set: {
        ...{ name, version: (person.version ?? 0) + 1 },
        phone: signsIn ? ring.seal(phone, personNumber(city, id)) : undefined,
      },
      where: { version: person.version ?? { missing: true } },
    });
  if (signsIn) {
    const before = person.phone && ring.open(person.phone, personNumber(city, id));
    const moved = movedLookUp(person, before, phone, ring);
    // The old phone is signed in no more; it may be in other hands.
    if (moved.length > 0) writes.push(...moved, ...signedOut);
    if (moved.length > 0 && before !== undefined) writes.push(numberChanged(ring, before, office, now));
  }
  if (speaker) {
    const number = phone === undefined ? undefined : ring.seal(phone, speakerNumber(city, speaker.id));
    writes.push(
      {
        update: speakerKey(city, speaker.id),
        set: { name, phone: number, biography, version: (speaker.version ?? 0) + 1 },
        where: { version: speaker.version ?? { missing: true } },
      },
      newRoster(city, poolVersion),
    );
  }
  return { corrected, writes };
}

/** Warm rosters hear of the change. */
export const newRoster = (city: string, version: number | undefined): Write => ({
  put: { ...rosterKey(city), version: (version ?? 0) + 1 },
  where: version === undefined ? 'absent' : { version },
});

/**
 * Somebody is found by the new number from now on, and not by the old one any more; a number that is somebody else's stays theirs.
 * Nothing where it is the same number.
 */
function movedLookUp({ city, id }: Person, before: string | undefined, phone: string, ring: KeyRing): Write[] {
  const [old, after] = [before === undefined ? undefined : ring.digest(before), ring.digest(phone)];
  if (old === after) return [];
  return [
    ...(old === undefined ? [] : [{ delete: phoneKey(old, city) }]),
    { put: { ...phoneKey(after, city), city, person: id }, where: 'absent', otherwise: () => new PhoneTaken() },
  ];
}
