import { personName } from '../access/directory.ts';
import { active } from '../access/may.ts';
import type { Person, Role } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { limitsOf } from '../limits/admit.ts';
import { allowanceOf } from '../limits/limits.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { newId } from '../platform/ids.ts';
import { Forbidden, Invalid, NotFound, TooManyCalendars } from '../platform/problems.ts';
import { publicUrl } from '../platform/public-url.ts';
import { fieldError } from '../platform/reasons.ts';
import { digestOf, newSecret } from '../platform/secret.ts';
import { commit } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import type { Actor } from '../visits/visit.ts';
import { type Calendar, listCalendars, makeCalendar, revokeCalendar } from './contract.ts';
import { type Feed, feedWrites, freePlace, keeps, ownerOf, revokedWrites } from './feed.ts';
import { fileOf } from './file.ts';
import { loadFeeds } from './store.ts';

export const make = route(makeCalendar, async ({ body, person, now }) => {
  const { city } = person;
  const organisation = body.of === 'me' ? undefined : body.of.organisation;
  const by = keeps(person, organisation, now);
  if (!by && organisation === undefined) throw new Forbidden();
  if (!by) throw new Invalid([fieldError('of.organisation', 'not-acting-for')]);
  const most = await mostFor(city, by.role);
  const secret = newSecret();
  const digest = digestOf(secret);
  const of = organisation === undefined ? { speaker: person.speakerId } : { organisation };
  const made = await attempt(async (consistent) => {
    const kept = await loadFeeds(city, ownerOf({ by: person.id, organisation }), consistent);
    // An earlier try may have come through without its answer.
    const done = kept.find((feed) => feed.digest === digest);
    if (done) return done;
    const place = freePlace(kept, most);
    if (place === undefined) throw new TooManyCalendars({ most });
    const feed: Feed = {
      id: newId(now),
      city,
      digest,
      by: person.id,
      ...of,
      place,
      createdAt: now.toISOString(),
    };
    await commit([...feedWrites(feed), ...told(feed, 'calendar-made', by, now)]);
    return feed;
  });
  return ok({ ...(await calendarOf(made)), url: `${publicUrl()}/calendars/${fileOf(secret)}` }, {}, 201);
});

export const list = route(listCalendars, async ({ person, now }) => {
  const feeds = await keptBy(person, now, false);
  return ok({ calendars: await Promise.all(feeds.map(calendarOf)) });
});

export const revoke = route(revokeCalendar, async ({ params, person, now }) => {
  await attempt(async (consistent) => {
    const feed = (await keptBy(person, now, consistent)).find(({ id }) => id === params.id);
    if (!feed) throw new NotFound();
    await commit([...revokedWrites(feed), ...told(feed, 'calendar-revoked', keeps(person, feed.organisation, now), now)]);
  });
  return ok({ id: params.id, revokedAt: now.toISOString() });
});

/** How many a person or an organisation may have. */
const mostFor = async (city: string, role: Role): Promise<number> => allowanceOf(await limitsOf(city), role).calendars;

/** Somebody's own, and those of all organisations for which they act, whoever made them. */
async function keptBy(person: Person, now: Date, consistent: boolean): Promise<Feed[]> {
  const acts = active(person, now.toISOString()).map(({ organisation }) => organisation);
  const organisations = [...new Set(acts)].filter((each) => keeps(person, each, now));
  const found = await Promise.all([person.id, ...organisations].map((owner) => loadFeeds(person.city, owner, consistent)));
  return found.flat();
}

/** An organisation hears of it; what a speaker does with their own visits is nobody else's concern. */
const told = (feed: Feed, type: 'calendar-made' | 'calendar-revoked', by: Actor | undefined, now: Date): Write[] => {
  const { city, organisation, id } = feed;
  if (organisation === undefined) return [];
  return [organisationEventWrite({ city, organisation }, type, now, by, { calendar: id, of: feed.by })];
};

const calendarOf = async ({ id, city, organisation, by, createdAt }: Feed): Promise<Calendar> => ({
  ...{ id, of: organisation === undefined ? 'me' : { organisation }, createdAt },
  by: { person: by, name: await personName(city, by) },
});
