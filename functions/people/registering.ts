import * as z from 'zod/mini';
import type { Membership, Person } from '../access/person.ts';
import { keyRing } from '../personal/key-ring.ts';
import { digestOf } from '../personal/phones.ts';
import { personNumber } from '../personal/sealing.ts';
import { newId } from '../platform/ids.ts';
import { identityKey, phoneKey, speakerPersonKey } from '../platform/keys.ts';
import { Invalid, PhoneTaken, SubjectTaken } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import { Code } from '../platform/schema.ts';
import { get } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { withGrants } from './granting.ts';
import { loadPerson, personWrites } from './store.ts';

const Registered = z.object({ person: Code });

/** Whom a number signs in in this city; a number belongs to one person there. */
export async function personWithNumber(city: string, phone: string): Promise<Person | undefined> {
  const found = await get(Registered, phoneKey(await digestOf(phone), city), { consistent: true });
  return found && loadPerson(city, found.person);
}

const hasPerson = new Invalid([fieldError('speakerId', 'has-person')]);

export interface Registration {
  name: string;
  phone: string;
  /** How an issuer of the city's own names them, where it is not by the id here. */
  subject?: string | undefined;
  speakerId?: string | undefined;
  memberships: readonly Membership[];
}

/**
 * A person with these roles: somebody new, or who is registered with this number and name already.
 * @throws PhoneTaken when the number is registered under another name; SubjectTaken; Invalid for a subject of who is registered. The
 * transaction is refused where the speaker is somebody else already.
 */
export async function register(
  city: string,
  known: Person | undefined,
  { name, phone, subject, speakerId, memberships }: Registration,
  now: Date,
): Promise<{ before: Person | undefined; after: Person; writes: Write[] }> {
  if (known && known.name !== name) throw new PhoneTaken();
  const id = known?.id ?? newId(now);
  const base: Person = known ?? {
    ...{ id, city, name, memberships: [], ...(subject !== undefined && { subject }) },
    phone: (await keyRing()).seal(phone, personNumber(city, id)),
  };
  const after = withGrants({ ...base, ...(speakerId !== undefined && { speakerId }) }, memberships, now.toISOString());
  const newcomer: Write[] = known
    ? []
    : [
        { put: { ...phoneKey(await digestOf(phone), city), city, person: id }, where: 'absent' },
        { put: { ...identityKey(id), city, person: id }, where: 'absent' },
      ];
  // Whoever is registered already is not given another way to sign in by somebody who only knows their number.
  if (known && subject !== undefined) throw new Invalid([fieldError('subject', 'newcomers-only')]);
  const named: Write[] =
    subject === undefined
      ? []
      : [{ put: { ...identityKey(subject), city, person: id }, where: 'absent', otherwise: () => new SubjectTaken() }];
  const speaker: Write[] =
    speakerId === undefined || known?.speakerId === speakerId
      ? []
      : [{ put: { ...speakerPersonKey(city, speakerId), person: id }, where: 'absent', otherwise: () => hasPerson }];
  return { before: known, after, writes: [...personWrites(known, after), ...newcomer, ...named, ...speaker] };
}
