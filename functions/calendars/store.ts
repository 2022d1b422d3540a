import * as z from 'zod/mini';
import type { Person } from '../access/person.ts';
import { parties } from '../people/store.ts';
import { feedKey, feedsOf } from '../platform/keys.ts';
import { digestOf } from '../platform/secret.ts';
import { get, query } from '../platform/table.ts';
import { Feed } from './feed.ts';

/** A person's own, or an organisation's. */
export const loadFeeds = async (city: string, owner: string, consistent = false): Promise<Feed[]> =>
  z.parse(z.array(Feed), await query(feedsOf(city, owner), { consistent }));

/** All that somebody has made, for themselves and for organisations. */
export async function feedsBy(person: Person): Promise<Feed[]> {
  const owners = [person.id, ...parties(person)];
  const found = await Promise.all(owners.map((owner) => loadFeeds(person.city, owner, true)));
  return found.flat().filter(({ by }) => by === person.id);
}

/** Where an address leads; read so that what was revoked is gone at once. */
export const feedOf = (secret: string): Promise<Feed | undefined> => get(Feed, feedKey(digestOf(secret)), { consistent: true });
