import { organisationEventWrite } from '../audit/organisation-events.ts';
import { personKey, phoneKey, rosterKey, speakerKey } from '../platform/keys.ts';
import { Invalid, PhoneTaken } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Write } from '../platform/writes.ts';
import type { Correction } from './contract.ts';
import { type KeyRing, personNumber, speakerNumber } from './sealing.ts';
import type { Subject } from './subject.ts';

/**
 * The writes that set right what is held about somebody, in the person's record and the pool entry alike; the number's look-up moves
 * with it. Conditional on what was read. Pure but for the sealing.
 * @throws Invalid for nothing to correct, and for the biography of who has no entry in the pool. The transaction is refused where the
 * number is another person's.
 */
export function correct(
  subject: Subject,
  body: Correction,
  ring: KeyRing,
  poolVersion: number | undefined,
  now: Date,
): Write[] {
  const { person, speaker, by, organisation } = subject;
  if (!person) return [];
  const { city, id } = person;
  const { name, phone, biography } = body;
  const corrected = Object.keys(body);
  if (corrected.length === 0) throw new Invalid([fieldError('name', 'required')]);
  if (biography !== undefined && !speaker) throw new Invalid([fieldError('biography', 'unknown-speaker')]);
  const sealed = phone === undefined ? undefined : ring.seal(phone, personNumber(city, id));
  const writes: Write[] = [
    {
      update: personKey(city, id),
      set: { name, phone: sealed, version: (person.version ?? 0) + 1 },
      where: { version: person.version ?? { missing: true } },
    },
    organisationEventWrite({ city, organisation }, 'person-changed', now, by, { person: id, corrected }),
  ];
  if (phone !== undefined) writes.push(...movedLookUp(subject, phone, ring));
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
  return writes;
}

/** Warm rosters hear of the change. */
export const newRoster = (city: string, version: number | undefined): Write => ({
  put: { ...rosterKey(city), version: (version ?? 0) + 1 },
  where: version === undefined ? 'absent' : { version },
});

/** Somebody is found by the new number from now on, and not by the old one any more; a number that is somebody else's stays theirs. */
function movedLookUp({ person }: Subject, phone: string, ring: KeyRing): Write[] {
  const { city, id } = person!;
  const before = person!.phone && ring.digest(ring.open(person!.phone, personNumber(city, id)));
  const after = ring.digest(phone);
  if (before === after) return [];
  return [
    ...(before === undefined ? [] : [{ delete: phoneKey(before, city) }]),
    { put: { ...phoneKey(after, city), city, person: id }, where: 'absent', otherwise: () => new PhoneTaken() },
  ];
}
