import * as z from 'zod/mini';
import type { Person } from '../access/person.ts';
import { day, instantAt, plusDays } from '../deadlines/shanghai-time.ts';
import { queryIndex } from '../platform/table.ts';
import { partiesOf, rolesIn } from '../visits/parties.ts';
import { listsOf } from '../visits/party-lists.ts';
import { loadVisit, type VisitCore } from '../visits/store.ts';
import { isShown } from './event-status.ts';

const PAST_DAYS = 60;
const AHEAD_DAYS = 300;
/** So many visits at most, and so many entries. */
export const MOST = 500;
const AT_ONCE = 20;

const Listed = z.object({ when: z.string() });

/** The visits of somebody's calendar, those ahead first, then what is past, the latest first. */
export async function listedVisits(reader: Person, now: Date): Promise<VisitCore[]> {
  const today = day(now.toISOString());
  const [first, begin, last] = [-PAST_DAYS, 0, AHEAD_DAYS].map((days) => instantAt(plusDays(today, days), '00:00'));
  const lists = await listsOf(reader, now);
  const listed = async (between: [string, string], backwards: boolean): Promise<string[]> => {
    const pages = await Promise.all(lists.map(({ index, pk }) => queryIndex(index, pk, { between, backwards, limit: MOST })));
    // A visit stands at the same place in all lists.
    const places = [...new Set(pages.flat().map((item) => z.parse(Listed, item).when))].sort();
    return backwards ? places.reverse() : places;
  };
  const places = (await Promise.all([listed([begin!, last!], false), listed([first!, begin!], true)])).flat();
  const ids = places.slice(0, MOST).map((when) => when.split('#')[1]!);
  const visits: VisitCore[] = [];
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const some = ids.slice(i, i + AT_ONCE).map((id) => loadVisit(reader.city, id));
    for (const core of await Promise.all(some))
      if (core && isShown(core) && (await concerns(core, reader, now))) visits.push(core);
  }
  return visits;
}

/** A list leads to visits and decides nothing. */
const concerns = async (core: VisitCore, reader: Person, now: Date): Promise<boolean> =>
  rolesIn(reader, await partiesOf(core), now.toISOString()).length > 0;
