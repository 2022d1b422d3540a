import * as z from 'zod/mini';
import { instantAt } from '../deadlines/shanghai-time.ts';
import { Look } from '../personal/look.ts';
import { ok, route } from '../platform/api.ts';
import { fromCursor, toCursor } from '../platform/cursor.ts';
import { queryIndex } from '../platform/table.ts';
import { listVisits } from './contract.ts';
import { partiesOf, rolesIn } from './parties.ts';
import { type List, listsOf } from './party-lists.ts';
import { visitStatus } from './status.ts';
import { loadVisit } from './store.ts';
import { visitView, visitWithNumbers } from './view.ts';

const Listed = z.object({ pk: z.string(), when: z.string() });

/** At most so many entries are looked at for one page, however few of them have the wanted status. */
const MOST_LOOKED_AT = 400;

export const list = route(listVisits, async ({ query, person, now }) => {
  const { status, from, to, name, limit } = query;
  const bound = JSON.stringify([person.id, status, from, to, name]);
  const lists = await listsOf(person, now);
  const until = to === undefined ? undefined : instantAt(to, '24:00');
  let position =
    query.cursor === undefined ? (from === undefined ? '' : instantAt(from, '00:00')) : fromCursor(query.cursor, bound);
  const look = new Look(person, now, query);
  const visits: unknown[] = [];
  const answer = async (more: { cursor?: string }) => {
    await look.record();
    return ok({ visits, ...more });
  };
  for (let looked = 0; looked < MOST_LOOKED_AT; ) {
    const page = await nextOf(lists, position, limit);
    for (const { when, visit } of page) {
      if (until !== undefined && when >= until) return answer({});
      position = when;
      looked++;
      const core = await loadVisit(person.city, visit);
      const roles = core && rolesIn(person, await partiesOf(core), now.toISOString());
      if (!core || !roles?.length) continue;
      if (status !== undefined && visitStatus(core.visit, core.seats, now.toISOString()) !== status) continue;
      if (name !== undefined && !namesIn(await visitView(core, now)).some((each) => each.includes(name))) continue;
      visits.push((await visitWithNumbers(core, look)).view);
      if (visits.length === limit) return answer({ cursor: toCursor(position, bound) });
    }
    if (page.length < limit) return answer({});
  }
  return answer({ cursor: toCursor(position, bound) });
});

/** By whom a visit is looked for: its lead school and its speakers. */
const namesIn = ({ school, seats }: Awaited<ReturnType<typeof visitView>>): string[] => [
  school.name,
  ...seats.flatMap(({ speakerName }) => speakerName ?? []),
];

/** The next entries of all lists together, in order, each visit once: it stands at the same place in all of them. */
async function nextOf(lists: List[], after: string, limit: number): Promise<{ when: string; visit: string }[]> {
  const found = await Promise.all(lists.map(({ index, pk }) => queryIndex(index, pk, { after, limit })));
  const byWhen = new Map(
    found.flatMap((items) => z.parse(z.array(Listed), items)).map(({ when }) => [when, when.split('#')[1]!]),
  );
  return [...byWhen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([when, visit]) => ({ when, visit }));
}
