import type { NoticeChannel, NoticeWishes, Person } from '../access/person.ts';
import { ADDRESS_FIELDS, type Addresses, type AddressField } from '../personal/addresses.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Sealed } from '../platform/schema.ts';
import type { WishChange } from './contract.ts';

/** How people want to be told. Pure; who calls opens and seals. */

/** Whoever has not chosen is told in Chinese, by SMS. */
const USUAL: NoticeWishes = { language: 'zh', immediate: ['sms'], digest: ['sms'] };

export const wishesOf = ({ notices }: Pick<Person, 'notices'>): NoticeWishes => notices ?? USUAL;

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

/**
 * The channels that are chosen and lead nowhere: all of a list that is named, of the other one those whose address is taken away now.
 * Who has chosen nothing and has no phone is not refused what else they say.
 */
export function unreachable(
  { phone, notices }: Pick<Person, 'phone' | 'notices'>,
  after: NoticeWishes,
  said: WishChange,
): FieldError[] {
  const reaches = (wishes: NoticeWishes | undefined, channel: NoticeChannel) =>
    ({ ...wishes, phone })[NEEDS[channel]] !== undefined;
  return (['immediate', 'digest'] as const).flatMap((list) =>
    after[list].flatMap((channel, i) => {
      const isChecked = said[list] !== undefined || reaches(notices, channel);
      return isChecked && !reaches(after, channel) ? [fieldError(`${list}.${i}`, 'no-address')] : [];
    }),
  );
}
