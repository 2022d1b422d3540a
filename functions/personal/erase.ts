import type { Person } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { subjectsOfPerson } from '../identity/signed-out.ts';
import { ended } from '../people/memberships.ts';
import { parties, personWrites } from '../people/store.ts';
import {
  erasureKey,
  identityKey,
  memberKey,
  personKey,
  phoneKey,
  SWEEP,
  speakerKey,
  speakerPersonKey,
  sweepOf,
} from '../platform/keys.ts';
import type { Write } from '../platform/writes.ts';
import type { Speaker } from '../talent/speaker.ts';
import { newRoster } from './correct.ts';
import { GONE } from './gone.ts';
import { type KeyRing, personNumber } from './sealing.ts';
import { organisationsOf, type Subject } from './subject.ts';

/**
 * The writes that end a person here, in one transaction: record, sign-in and number go, the pool entry keeps what statistics need, and
 * the sweep is told to look for their words in visits. Whoever sat in visits stays in them by id.
 */
export function eraseNow(
  subject: Subject,
  reasonCode: string,
  ring: KeyRing,
  poolVersion: number | undefined,
  colleagues: readonly Person[],
  now: Date,
): Write[] {
  const { person, speaker, by, organisation } = subject;
  if (!person) return [];
  const deputies = colleagues.filter((each) => each.memberships.some(({ delegatedBy }) => delegatedBy === person.id));
  const { city, id, speakerId, phone } = person;
  const facts = { person: id, ...(speakerId !== undefined && { speaker: speakerId }) };
  const writes: Write[] = [
    { delete: personKey(city, id), where: { version: person.version ?? { missing: true } } },
    ...subjectsOfPerson(person).map((each) => ({ delete: identityKey(each) })),
    ...parties(person).map((each) => ({ delete: memberKey(city, each, id) })),
    ...(speakerId === undefined ? [] : [{ delete: speakerPersonKey(city, speakerId) }]),
    {
      put: {
        ...{ ...erasureKey(city, id), ...facts, city, organisations: organisationsOf(person), at: now.toISOString() },
        ...{ [SWEEP.pk]: sweepOf(city), [SWEEP.sk]: now.toISOString() },
      },
      where: 'absent',
    },
    // What they had lent ends with them.
    ...deputies.flatMap((each) =>
      personWrites(
        each,
        ended(each, ({ delegatedBy }) => delegatedBy === id, now.toISOString()),
      ),
    ),
    organisationEventWrite({ city, organisation }, 'person-erased', now, by, { ...facts, reasonCode }),
  ];
  if (phone !== undefined) writes.push({ delete: phoneKey(ring.digest(ring.open(phone, personNumber(city, id))), city) });
  if (speaker) {
    writes.push(
      {
        put: { ...speakerKey(city, speaker.id), ...nameless(speaker) },
        where: { version: speaker.version ?? { missing: true } },
      },
      newRoster(city, poolVersion),
    );
  }
  return writes;
}

/** What of a pool entry a table that was made, or is still to be made, counts by: the union and the honours. */
export const nameless = ({ id, union, honours, version }: Speaker): Speaker => ({
  ...{ id, union, name: GONE, status: 'retired', trade: GONE, version: (version ?? 0) + 1 },
  honours: honours.map(({ certificate: _, ...honour }) => honour),
  ...{ skills: [], topics: [], activityTypes: [], modes: [], levels: [], districts: [] },
  ...{ availability: [], employments: [], talks: [] },
});
