import type { Organisation } from '../access/organisation.ts';
import { keyRing } from '../personal/key-ring.ts';
import { organisationNumber } from '../personal/sealing.ts';

type Contact = NonNullable<Organisation['contact']>;

/**
 * An organisation's contact with the number sealed. Where the same number stands there already it stays as it was sealed, so that saying
 * the same again changes nothing.
 */
export async function sealedContact(
  city: string,
  id: string,
  { name, phone }: { name: string; phone: string },
  known: Contact | undefined,
): Promise<Contact> {
  const place = organisationNumber(city, id);
  const ring = await keyRing(known?.phone);
  const same = known !== undefined && ring.digest(ring.open(known.phone, place)) === ring.digest(phone);
  return { name, phone: same ? known.phone : ring.seal(phone, place) };
}
