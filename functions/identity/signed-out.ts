import type { Person } from '../access/person.ts';
import { identityKey } from '../platform/keys.ts';
import type { Write } from '../platform/writes.ts';
import { identityOf } from './accounts.ts';

/** The names under which somebody signs in: their id, and how an issuer of the city's own names them. */
export const subjectsOfPerson = ({ id, subject }: Pick<Person, 'id' | 'subject'>): string[] =>
  subject === undefined ? [id] : [id, subject];

/**
 * The writes that sign somebody out everywhere: what was issued and which device was remembered until now is worth nothing from the next
 * request on. A name whose sign-in was taken away, or that leads to somebody else, stays as it is.
 */
export async function signedOutWrites(person: Pick<Person, 'city' | 'id' | 'subject'>, now: Date): Promise<Write[]> {
  const { city, id } = person;
  const subjects = subjectsOfPerson(person);
  const identities = await Promise.all(subjects.map(identityOf));
  return subjects
    .filter((_, i) => identities[i]?.city === city && identities[i].person === id)
    .map((each) => ({ update: identityKey(each), set: { signedOutAt: now.toISOString() }, where: { person: id } }));
}
