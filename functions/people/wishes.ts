import type { NoticeChannel, NoticeWishes, Person } from '../access/person.ts';
import { ADDRESS_FIELDS, type Addresses, type AddressField } from '../personal/addresses.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Sealed } from '../platform/schema.ts';
import type { WishChange } from './contract.ts';

/** How people want to be told. Pure; who calls opens and seals. */

/** How somebody is told: as they wish; without a word of theirs in Chinese, by SMS where they have a phone. */
export function wishesOf({ notices, phone }: Pick<Person, 'notices' | 'phone'>): NoticeWishes {
  const usual: NoticeChannel[] = phone === undefined ? [] : ['sms'];
  return notices ?? { language: 'zh', immediate: usual, digest: usual };
}

/**
 * The wishes after what was said: what is left out stays, null takes an address away. The same address again stays as it was sealed, so
 * that saying the same again changes nothing.
 * @param addresses those that were given before
 */
export function changedWishes(
  before: NoticeWishes,
  addresses: Addresses,
  { language, immediate, digest, ...said }: WishChange,
  seal: (address: string, field: AddressField) => Sealed,
): NoticeWishes {
  const after: NoticeWishes = {
    language: language ?? before.language,
    immediate: immediate ?? before.immediate,
    digest: digest ?? before.digest,
  };
  for (const field of ADDRESS_FIELDS) {
    const given = said[field];
    const stays = given === undefined || given === addresses[field];
    const sealed = stays ? before[field] : given === null ? undefined : seal(given, field);
    if (sealed !== undefined) after[field] = sealed;
  }
  return after;
}

/** What a channel needs to reach somebody by. */
const NEEDS: Record<NoticeChannel, 'phone' | AddressField> = {
  sms: 'phone',
  email: 'email',
  wecom: 'wecom',
  'official-account': 'officialAccount',
};

/** The channels that were chosen and lead nowhere. */
export function unreachable(wishes: NoticeWishes, phone: Person['phone']): FieldError[] {
  const known = { ...wishes, phone };
  return (['immediate', 'digest'] as const).flatMap((list) =>
    wishes[list].flatMap((channel, i) =>
      known[NEEDS[channel]] === undefined ? [fieldError(`${list}.${i}`, 'no-address')] : [],
    ),
  );
}
