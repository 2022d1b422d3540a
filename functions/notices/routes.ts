import type { Organisation } from '../access/organisation.ts';
import type { NoticeChannel, Person } from '../access/person.ts';
import { openedRobots } from '../organisations/robots.ts';
import { wishesOf } from '../people/wishes.ts';
import { keyRing } from '../personal/key-ring.ts';
import { organisationNumber, personAddress, personNumber } from '../personal/sealing.ts';
import type { Address } from './channels/port.ts';
import type { Notice } from './notice.ts';

/** By which channels a notice goes to a person, of those that the deployment has. */
export const channelsFor = (person: Person, { digest }: Pick<Notice, 'digest'>): NoticeChannel[] =>
  wishesOf(person)[digest ? 'digest' : 'immediate'];

/**
 * Where a person is reached by a channel; undefined where they are not. Without a number of their own a member is reached by that of the
 * organisation's contact.
 */
export async function addressOf(
  person: Person,
  channel: NoticeChannel,
  organisation: Organisation | undefined,
): Promise<Address | undefined> {
  const { city, id, phone, notices } = person;
  if (channel === 'sms') {
    if (phone !== undefined) return { route: 'sms', phone: (await keyRing(phone)).open(phone, personNumber(city, id)) };
    const contact = organisation?.contact;
    if (!contact) return undefined;
    const number = (await keyRing(contact.phone)).open(contact.phone, organisationNumber(city, organisation.id));
    return { route: 'sms', phone: number };
  }
  const field = channel === 'official-account' ? 'officialAccount' : channel;
  const sealed = notices?.[field];
  if (sealed === undefined) return undefined;
  const address = (await keyRing(sealed)).open(sealed, personAddress(city, id, field));
  if (channel === 'email') return { route: 'email', email: address };
  return channel === 'wecom' ? { route: 'wecom', member: address } : { route: 'official-account', openid: address };
}

/** The robots of an organisation, by their ids. */
export async function robotsOf(city: string, organisation: Organisation): Promise<Map<string, Address>> {
  const robots = await openedRobots(city, organisation);
  return new Map(robots.map(({ id, ...robot }) => [id, { route: 'robot', ...robot }]));
}
