import * as z from 'zod/mini';
import type { Organisation } from '../access/organisation.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { loadOrganisation, organisationWrite } from '../organisations/store.ts';
import { Code, type Sealed } from '../platform/schema.ts';
import { commit } from '../platform/table.ts';
import type { Item } from '../platform/writes.ts';
import { keyRing } from './key-ring.ts';
import { type KeyRing, organisationNumber, type Place, personNumber, requestNumber, speakerNumber } from './sealing.ts';
import { organisationsOf, type Subject } from './subject.ts';

/**
 * Whom others named as the contact of a visit or an organisation is known there by the number alone, not by an id. Nobody proves that a
 * number is theirs, one's own included, which anybody can set to a contact's that is free: so it counts only where they can be meant.
 */
export const Sought = z.object({
  /** As digests; none, where no number is known of somebody. */
  numbers: z.array(z.string()),
  /** Whose records name them, and to which schools' visits a request does. */
  organisations: z.array(Code),
  /** The entry of the pool that sits, or sat, in the visits whose request names them. */
  seated: z.optional(Code),
});
export type Sought = z.infer<typeof Sought>;

/**
 * By the number by which somebody signs in, where they act, or have acted; to be a speaker of a union's pool is not to act for it. The
 * number of a pool entry counts where there is no other, and only in the visits of who sits there: the entry's union sets it as it likes.
 */
export function soughtAs({ city, person, speaker }: Pick<Subject, 'city' | 'person' | 'speaker'>, ring: KeyRing): Sought {
  if (person?.phone !== undefined) {
    const memberships = person.memberships.filter(({ role }) => role !== 'speaker');
    const number = ring.open(person.phone, personNumber(city, person.id));
    return { numbers: [ring.digest(number)], organisations: organisationsOf({ memberships }) };
  }
  if (speaker?.phone === undefined) return { numbers: [], organisations: [] };
  const number = ring.open(speaker.phone, speakerNumber(city, speaker.id));
  return { numbers: [ring.digest(number)], organisations: [], seated: speaker.id };
}

/** The numbers that mean them in a visit with these items; none where nobody there is of theirs. */
export function numbersIn(items: readonly Item[], { numbers, organisations, seated }: Sought): string[] {
  const visit = items.find(({ sk }) => sk === 'VISIT') as { school: string } | undefined;
  const request = items.find(({ sk }) => sk === 'REQUEST') as { data: { otherSchools?: string[] } } | undefined;
  const schools = [...(visit ? [visit.school] : []), ...(request?.data.otherSchools ?? [])];
  const seats = items.filter(({ sk }) => String(sk).startsWith('SEAT#')) as { speaker?: string; past?: string[] }[];
  const sits = seated !== undefined && seats.some(({ speaker, past }) => speaker === seated || past?.includes(seated) === true);
  return sits || schools.some((each) => organisations.includes(each)) ? numbers : [];
}

/** A contact's number, where it is one of these; undefined for another, and for a contact that is erased. */
async function theirs(numbers: readonly string[], sealed: Sealed | undefined, at: Place): Promise<string | undefined> {
  if (numbers.length === 0 || sealed === undefined) return undefined;
  const ring = await keyRing(sealed);
  const number = ring.open(sealed, at);
  return numbers.includes(ring.digest(number)) ? number : undefined;
}

interface Contact {
  name: string;
  phone: string;
}

/** The contact that an event of a visit names, the request that is, where it carries one of these numbers. */
export async function contactIn(
  event: Item,
  { city, id }: { city: string; id: string },
  numbers: readonly string[],
): Promise<Contact | undefined> {
  const { contact } = (event.data ?? {}) as { contact?: { name: string; phone?: Sealed } };
  const phone = await theirs(numbers, contact?.phone, requestNumber(city, id));
  return contact && phone !== undefined ? { name: contact.name, phone } : undefined;
}

/** The organisations, of those in which they can be meant, whose record names them as contact. */
export async function contactsOfOrganisations(
  city: string,
  { numbers, organisations }: Sought,
): Promise<{ organisation: Organisation; contact: Contact }[]> {
  const found = organisations.map(async (id) => {
    const organisation = await loadOrganisation(city, id);
    const { contact } = organisation ?? {};
    const phone = await theirs(numbers, contact?.phone, organisationNumber(city, id));
    return organisation && contact && phone !== undefined ? [{ organisation, contact: { name: contact.name, phone } }] : [];
  });
  return (await Promise.all(found)).flat();
}

/**
 * Takes somebody out of the records of organisations that name them as contact, each by itself.
 * @returns whether any did
 * @throws Contended where a record was changed meanwhile
 */
export async function eraseContacts({ city, by }: Subject, sought: Sought, now: Date): Promise<boolean> {
  const found = await contactsOfOrganisations(city, sought);
  for (const { organisation } of found) {
    const { contact: _, ...after } = organisation;
    await commit([
      organisationWrite(city, organisation, after),
      organisationEventWrite({ city, organisation: after.id }, 'organisation-changed', now, by, {
        from: { contact: {} },
        to: {},
      }),
    ]);
  }
  return found.length > 0;
}
