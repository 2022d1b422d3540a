import type { Person } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
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
import type { Sought } from './contacts.ts';
import { newRoster } from './correct.ts';
import { GONE } from './gone.ts';
import { type KeyRing, personNumber } from './sealing.ts';
import { organisationsOf, type Subject } from './subject.ts';

/** What an erasure needs to know besides who it is. */
interface Circumstances {
  ring: KeyRing;
  poolVersion: number | undefined;
  /** The names that lead to the person: one that leads to somebody else stays theirs. */
  signIns: readonly string[];
  /** Everybody who acts, or has acted, where they do. */
  colleagues: readonly Person[];
  /** By what they are looked for as contacts. */
  sought: Sought;
  /** Whether an organisation named them: a visit may have taken that over meanwhile, so that all are looked through twice. */
  wasContact: boolean;
  now: Date;
}

/**
 * The writes that end a person here, in one transaction: record, sign-in and number go, the pool entry keeps what statistics need, and
 * the sweep is told to look for their words in visits. Whoever sat in visits stays in them by id. So an entry of the pool for which no
 * person is registered, nor is meanwhile.
 */
export function eraseNow(
  subject: Subject,
  reasonCode: string,
  { ring, poolVersion, signIns, colleagues, sought, wasContact, now }: Circumstances,
): Write[] {
  const { city, id, person, speaker, by, organisation } = subject;
  const entry = person ? person.speakerId : id;
  const facts = { person: id, ...(entry !== undefined && { speaker: entry }) };
  const writes: Write[] = [
    ...(person ? gone(person, signIns, ring) : [{ check: speakerPersonKey(city, id), where: 'absent' as const }]),
    {
      put: {
        ...{ ...erasureKey(city, id), ...facts, city, at: now.toISOString() },
        ...(person && { organisations: organisationsOf(person) }),
        ...{ sought, ...(wasContact && { left: true }) },
        ...{ [SWEEP.pk]: sweepOf(city), [SWEEP.sk]: now.toISOString() },
      },
      where: 'absent',
    },
    ...(person ? lentBack(person, colleagues, now) : []),
    organisationEventWrite({ city, organisation }, 'person-erased', now, by, { ...facts, reasonCode }),
  ];
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

/** Record, sign-in and number of a person, and where they stand in lists. */
function gone(person: Person, signIns: readonly string[], ring: KeyRing): Write[] {
  const { city, id, speakerId, phone, version } = person;
  return [
    { delete: personKey(city, id), where: { version: version ?? { missing: true } } },
    ...signIns.map((each) => ({ delete: identityKey(each), where: { person: id } })),
    ...parties(person).map((each) => ({ delete: memberKey(city, each, id) })),
    ...(speakerId === undefined ? [] : [{ delete: speakerPersonKey(city, speakerId) }]),
    ...(phone === undefined ? [] : [{ delete: phoneKey(ring.digest(ring.open(phone, personNumber(city, id))), city) }]),
  ];
}

/** What they had lent ends with them. */
function lentBack({ id }: Person, colleagues: readonly Person[], now: Date): Write[] {
  const deputies = colleagues.filter((each) => each.memberships.some(({ delegatedBy }) => delegatedBy === id));
  return deputies.flatMap((each) =>
    personWrites(
      each,
      ended(each, ({ delegatedBy }) => delegatedBy === id, now.toISOString()),
    ),
  );
}

/** What of a pool entry a table that was made, or is still to be made, counts by: the union and the honours. */
export const nameless = ({ id, union, honours, version }: Speaker): Speaker => ({
  ...{ id, union, name: GONE, status: 'retired', trade: GONE, version: (version ?? 0) + 1 },
  honours: honours.map(({ certificate: _, ...honour }) => honour),
  ...{ skills: [], topics: [], activityTypes: [], modes: [], levels: [], districts: [] },
  ...{ availability: [], employments: [], talks: [] },
});
