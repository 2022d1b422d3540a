import * as z from 'zod/mini';
import { Identity } from '../access/identity.ts';
import { Person } from '../access/person.ts';
import { CityCatalogue } from '../catalogue/city.ts';
import { digestOf } from '../personal/phones.ts';
import { cityKey, identityKey, personKey, phonesOf } from '../platform/keys.ts';
import { get, query } from '../platform/table.ts';

/** Somebody whom a phone number may sign in. */
const PhoneOf = z.object({ city: z.string(), person: z.string() });

/** Who a token's subject is; nobody, when their sign-in was taken away. */
export const identityOf = (subject: string) => get(Identity, identityKey(subject), { consistent: true });

type PhoneOf = z.infer<typeof PhoneOf>;

/** A phone by its digest, and whom it may sign in now: nobody for a number that is not known, or is theirs no more. */
export async function ownersOf(phone: string): Promise<{ digest: string; owners: PhoneOf[] }> {
  const digest = await digestOf(phone);
  const found = await query(phonesOf(digest), { consistent: true });
  return { digest, owners: found.map((item) => z.parse(PhoneOf, item)) };
}

/** The subjects under which a phone's owners sign in: their own ids, where these lead to them and not to somebody of another city. */
export async function subjectsOf(owners: readonly PhoneOf[]): Promise<string[]> {
  const identities = await Promise.all(owners.map(({ person }) => identityOf(person)));
  return owners
    .filter(({ city, person }, i) => identities[i]?.city === city && identities[i].person === person)
    .map(({ person }) => person);
}

/** How somebody who may sign in as several chooses: by city and name. Who is gone in between is left out. */
export async function choiceOf(subjects: readonly string[]): Promise<{ subject: string; name: string; city: string }[]> {
  const found = await Promise.all(
    subjects.map(async (subject) => {
      const identity = await identityOf(subject);
      if (!identity) return [];
      const [person, city] = await Promise.all([
        get(Person, personKey(identity.city, identity.person)),
        get(CityCatalogue, cityKey(identity.city)),
      ]);
      return person && city ? [{ subject, name: person.name, city: city.name }] : [];
    }),
  );
  return found.flat();
}
