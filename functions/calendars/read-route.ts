import { organisation } from '../access/directory.ts';
import { Person } from '../access/person.ts';
import { admitReader } from '../limits/calendar-reads.ts';
import { route } from '../platform/api.ts';
import { etagOf, isKnown } from '../platform/etag.ts';
import { personKey } from '../platform/keys.ts';
import { NoTimeYet, NotFound } from '../platform/problems.ts';
import { publicUrl } from '../platform/public-url.ts';
import { get } from '../platform/table.ts';
import { visitFor } from '../visits/visit-for.ts';
import { calendarOf, calendarType, visitCalendar } from './calendar.ts';
import { getVisitCalendar, readCalendar } from './contract.ts';
import { type Feed, readerOf } from './feed.ts';
import { secretIn } from './file.ts';
import { listedVisits, MOST } from './listed-visits.ts';
import { namesFor } from './names.ts';
import { feedOf } from './store.ts';
import { eventsOf } from './visit-event.ts';

const method = 'PUBLISH';
const file = (name: string) => ({
  'content-type': calendarType(method),
  'content-disposition': `attachment; filename="${name}.ics"`,
});

/** For whoever reads the visit, by the same rules. */
export const single = route(getVisitCalendar, async ({ params, person, now }) => {
  const { core } = await visitFor(person, params.id, now);
  if (!core.visit.slot) throw new NoTimeYet();
  const names = await namesFor(person.city, [core]);
  const body = visitCalendar(core, names(core), { method, site: publicUrl() });
  return { statusCode: 200, headers: { ...file(core.visit.id), etag: etagOf(body) }, body };
});

/** For how many seconds a program may keep it, and after how many it should look again. */
const FRESH = 15 * 60;

/** It only reads: who fetches a calendar leaves nothing behind. */
export const read = route(readCalendar, async ({ params, headers, now }) => {
  const { feed, reader } = await open(params.file, now);
  await admitReader(reader, feed.id, now);
  const visits = await listedVisits(reader, now);
  const [names, name] = await Promise.all([namesFor(feed.city, visits), nameOf(feed, reader)]);
  const events = visits.flatMap((core) => eventsOf(core, names(core), publicUrl())).slice(0, MOST);
  const body = calendarOf(events, { method, name, refresh: FRESH, language: languageOf(reader) });
  const told = { etag: etagOf(body), 'cache-control': `private, max-age=${FRESH}`, 'x-robots-tag': 'noindex' };
  if (isKnown(headers['if-none-match'], told.etag)) return { statusCode: 304, headers: told };
  return { statusCode: 200, headers: { ...file('visits'), ...told }, body };
});

/**
 * Whose calendar it is. The person is read at every request, so that it ends with the rights of who made it; and looked for in any
 * case, so that the work done tells nobody whether there ever was such an address.
 * @throws NotFound for what never was, what was revoked, and what nobody may read any more
 */
async function open(name: string, now: Date): Promise<{ feed: Feed; reader: Person }> {
  const secret = secretIn(name);
  if (secret === undefined) throw new NotFound();
  const feed = await feedOf(secret);
  const person = await get(Person, personKey(feed?.city ?? 'nowhere', feed?.by ?? 'nobody'));
  const reader = feed && person && readerOf(feed, person, now);
  if (!reader) throw new NotFound();
  return { feed, reader };
}

const languageOf = ({ notices }: Person) => notices?.language ?? 'zh';

async function nameOf(feed: Feed, reader: Person): Promise<string> {
  const title = languageOf(reader) === 'zh' ? '劳模工匠进校园' : 'Model worker visits';
  const whose = feed.organisation === undefined ? undefined : await organisation(feed.city, feed.organisation);
  return `${title} · ${whose?.name ?? reader.name}`;
}
