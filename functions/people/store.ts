import * as z from 'zod/mini';
import { Person } from '../access/person.ts';
import { memberKey, membersOf, personKey } from '../platform/keys.ts';
import { get, getAll, query } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';

export const loadPerson = (city: string, id: string): Promise<Person | undefined> =>
  get(Person, personKey(city, id), { consistent: true });

/** Everybody who acts, or has acted, for an organisation. Whoever decides by it reads consistently. */
export async function loadMembers(city: string, party: string, consistent = true): Promise<Person[]> {
  const listed = await query(membersOf(city, party), { consistent });
  const keys = listed.map(({ sk }) => personKey(city, sk as string));
  const people = z.parse(z.array(Person), await getAll(keys, { consistent }));
  return people.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** For whom somebody acts, or has acted; a speaker acts for no organisation. */
export const parties = ({ memberships }: Pick<Person, 'memberships'>): string[] => [
  ...new Set(memberships.flatMap(({ role, organisation }) => (role === 'speaker' ? [] : [organisation]))),
];

/** Writes a person over the record that was read, and into the lists of those for whom they now act. */
export function personWrites(before: Person | undefined, after: Person): Write[] {
  const { city, id } = after;
  // What could not be read again would lock somebody out for good.
  z.parse(Person, after);
  const known = new Set(before ? parties(before) : []);
  return [
    {
      put: { ...personKey(city, id), ...after, version: (before?.version ?? 0) + 1 },
      where: before ? { version: before.version ?? { missing: true } } : 'absent',
    },
    ...parties(after)
      .filter((party) => !known.has(party))
      .map((party): Write => ({ put: { ...memberKey(city, party, id) } })),
  ];
}
