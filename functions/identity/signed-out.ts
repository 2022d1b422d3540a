import type { Person } from '../access/person.ts';
import { identityKey } from '../platform/keys.ts';
import type { Write } from '../platform/writes.ts';
import { identityOf } from './accounts.ts';

/** The names under which somebody signs in: their id, and how an issuer of the city's own names them. */
export const subjectsOfPerson = ({ id, subject }: Pick<Person, 'id' | 'subject'>): string[] =>
  subject === undefined ? [id] : [id, subject];

/** Of these the names that lead to them now: not one whose sign-in was taken away, nor one that leads to somebody else. */
export async function signInsOf(person: Pick<Person, 'city' | 'id' | 'subject'>): Promise<string[]> {
  const subjects = subjectsOfPerson(person);
  const identities = await Promise.all(subjects.map(identityOf));
  return subjects.filter((_, i) => identities[i]?.city === person.city && identities[i].person === person.id);
}

/**
 * The writes that sign somebody out everywhere: what was issued and which device was remembered until then is worth nothing from the next
 * request on.
 * @param at the moment before it is written: what is issued while the request is still at work must not outlive it
 */
export const signedOutWrites = (id: string, signIns: readonly string[], at: Date): Write[] =>
  signIns.map((each) => ({ update: identityKey(each), set: { signedOutAt: at.toISOString() }, where: { person: id } }));
