import type { Organisation } from '../access/organisation.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { organisations, organisationWrite } from '../organisations/store.ts';
import type { Sealed } from '../platform/schema.ts';
import { commit } from '../platform/table.ts';
import type { Item } from '../platform/writes.ts';
import { keyRing } from './key-ring.ts';
import { type KeyRing, organisationNumber, type Place, personNumber, requestNumber, speakerNumber } from './sealing.ts';
import type { Subject } from './subject.ts';

/** Whom others named as the contact of a visit or an organisation is known there by the number alone, not by an id. */

/**
 * By which numbers somebody is looked for, as digests: the one by which they sign in. That of a pool entry counts where there is no
 * other, because the entry's union sets it as it likes, and would reach others' contacts by it.
 */
export function numbersOf({ city, person, speaker }: Pick<Subject, 'city' | 'person' | 'speaker'>, ring: KeyRing): string[] {
  if (person?.phone !== undefined) return [ring.digest(ring.open(person.phone, personNumber(city, person.id)))];
  if (speaker?.phone !== undefined) return [ring.digest(ring.open(speaker.phone, speakerNumber(city, speaker.id)))];
  return [];
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

/** The organisations of the city whose contact carries one of these numbers. */
export async function contactsOfOrganisations(
  city: string,
  numbers: readonly string[],
): Promise<{ organisation: Organisation; contact: Contact }[]> {
  if (numbers.length === 0) return [];
  const found = (await organisations(city, { consistent: true })).map(async (organisation) => {
    const { id, contact } = organisation;
    const phone = await theirs(numbers, contact?.phone, organisationNumber(city, id));
    return contact && phone !== undefined ? [{ organisation, contact: { name: contact.name, phone } }] : [];
  });
  return (await Promise.all(found)).flat();
}

/**
 * Takes somebody out of the records of organisations that name them as contact, each by itself.
 * @returns whether any did
 * @throws Contended where a record was changed meanwhile
 */
export async function eraseContacts({ city, by }: Subject, numbers: readonly string[], now: Date): Promise<boolean> {
  const found = await contactsOfOrganisations(city, numbers);
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
