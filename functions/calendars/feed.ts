import * as z from 'zod/mini';
import { may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { belongsTo } from '../people/memberships.ts';
import { feedKey, feedListKey } from '../platform/keys.ts';
import { Code, Instant } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';

/**
 * A private calendar to which somebody subscribes. Whoever has its address reads what the person may read who made it: of their own
 * visits as a speaker, or of one organisation's. Pure.
 */
export const Feed = z.object({
  id: Code,
  city: Code,
  /** Of what stands in its address. */
  digest: z.string(),
  by: Code,
  speaker: z.optional(Code),
  organisation: z.optional(Code),
  /** Its place among the owner's: two that are made at one moment meet there. */
  place: z.int(),
  createdAt: Instant,
});
export type Feed = z.infer<typeof Feed>;

/** In whose list it stands. */
export const ownerOf = ({ by, organisation }: Pick<Feed, 'by' | 'organisation'>): string => organisation ?? by;

const placeKey = (feed: Feed) => feedListKey(feed.city, ownerOf(feed), String(feed.place));

export const feedWrites = (feed: Feed): Write[] => [
  { put: { ...feedKey(feed.digest), ...feed }, where: 'absent' },
  { put: { ...placeKey(feed), ...feed }, where: 'absent' },
];

/** Nothing is left of it; another may have taken its place by then, and stays. */
export const revokedWrites = (feed: Feed): Write[] => [
  { delete: feedKey(feed.digest) },
  { delete: placeKey(feed), where: { id: feed.id } },
];

/** The first place that is free; undefined when there are as many as there may be. */
export function freePlace(kept: readonly Feed[], most: number): number | undefined {
  const taken = new Set(kept.map(({ place }) => place));
  let place = 1;
  while (taken.has(place)) place++;
  return kept.length < most ? place : undefined;
}

/**
 * The person who made it with nothing but the rights that it stands for, those in what the organisation has taken over included.
 * Undefined where they have none of them any more.
 */
export function readerOf({ city, by, speaker, organisation }: Feed, person: Person, now: Date): Person | undefined {
  if (person.id !== by || person.city !== city) return undefined;
  const { speakerId, ...rest } = person;
  const reader: Person =
    organisation === undefined
      ? { ...rest, ...(speakerId === speaker && speakerId !== undefined && { speakerId }), memberships: [] }
      : { ...rest, memberships: person.memberships.filter((each) => belongsTo(organisation, each)) };
  return keeps(reader, organisation, now) ? reader : undefined;
}

/** In which capacity somebody keeps calendars: as a speaker their own, or of an organisation for which they act. */
export const keeps = (person: Person, organisation: string | undefined, now: Date) =>
  may(
    'keep-calendar',
    person,
    organisation === undefined ? { self: [person.speakerId ?? ''] } : { organisation: [organisation] },
    now.toISOString(),
  );
