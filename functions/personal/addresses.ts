import type { NoticeWishes, Person } from '../access/person.ts';
import { keyRing } from './key-ring.ts';
import { personAddress } from './sealing.ts';

/** Where somebody can be reached besides their phone. */
export const ADDRESS_FIELDS = ['email', 'wecom', 'officialAccount'] as const;
export type AddressField = (typeof ADDRESS_FIELDS)[number];
export type Addresses = { [field in AddressField]?: string };

/** The addresses that somebody gave, opened. */
export async function addressesOf({ city, id, notices }: Pick<Person, 'city' | 'id' | 'notices'>): Promise<Addresses> {
  const opened: Addresses = {};
  for (const field of ADDRESS_FIELDS) {
    const sealed = notices?.[field];
    if (sealed !== undefined) opened[field] = (await keyRing(sealed)).open(sealed, personAddress(city, id, field));
  }
  return opened;
}

/** The wishes with the addresses that are meant by them, for whoever may read these. */
export const withAddresses = ({ language, immediate, digest }: NoticeWishes, addresses: Addresses) => ({
  ...{ language, immediate, digest },
  ...addresses,
});
