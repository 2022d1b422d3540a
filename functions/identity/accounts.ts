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

/** A phone by its digest, and the subjects under which it may sign in: none for a number that nobody knows. */
export interface PhoneOwner {
  digest: string;
  subjects: string[];
}

/** Whom a phone signs in. A person's own id is their subject here; that it leads to them is looked up again for every token. */
export async function ownersOf(phone: string): Promise<PhoneOwner> {
  const digest = await digestOf(phone);
  const people = (await query(phonesOf(digest))).map((item) => z.parse(PhoneOf, item));
  return { digest, subjects: people.map(({ person }) => person) };
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
