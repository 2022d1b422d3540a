import * as z from 'zod/mini';
import { lineage, units } from '../access/directory.ts';
import { active } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { instantAt } from '../deadlines/shanghai-time.ts';
import { Look } from '../personal/look.ts';
import { ok, route } from '../platform/api.ts';
import { fromCursor, toCursor } from '../platform/cursor.ts';
import { PARTY_INDEXES, partyOf, unitPartyOf } from '../platform/keys.ts';
import { queryIndex } from '../platform/table.ts';
import { listVisits } from './contract.ts';
import { partiesOf, rolesIn } from './parties.ts';
import { visitStatus } from './status.ts';
import { loadVisit } from './store.ts';
import { visitWithNumbers } from './view.ts';

const Listed = z.object({ pk: z.string(), when: z.string() });

/** At most so many entries are looked at for one page, however few of them have the wanted status. */
const MOST_LOOKED_AT = 400;

export const list = route(listVisits, async ({ query, person, now }) => {
  const { status, from, to, limit } = query;
  const bound = JSON.stringify([person.id, status, from, to]);
  const lists = await listsOf(person, now);
  const until = to === undefined ? undefined : instantAt(to, '24:00');
  let position =
    query.cursor === undefined ? (from === undefined ? '' : instantAt(from, '00:00')) : fromCursor(query.cursor, bound);
  const look = new Look(person, now);
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
      visits.push((await visitWithNumbers(core, look)).view);
      if (visits.length === limit) return answer({ cursor: toCursor(position, bound) });
    }
    if (page.length < limit) return answer({});
  }
  return answer({ cursor: toCursor(position, bound) });
});

type List = { index: (typeof PARTY_INDEXES)[number]; pk: string };

/** The lists in which a person's visits stand (changes.ts): own organisations and speaker, and the units below. */
export async function listsOf(person: Person, now: Date): Promise<List[]> {
  const { city, speakerId } = person;
  const [first, second, third] = PARTY_INDEXES;
  const lists: List[] = speakerId === undefined ? [] : [{ index: first, pk: partyOf(city, speakerId) }];
  for (const { role, organisation } of active(person, now.toISOString())) {
    if (role === 'school') lists.push({ index: first, pk: partyOf(city, organisation) });
    if (role === 'employer') lists.push({ index: second, pk: partyOf(city, organisation) });
    if (role === 'union') lists.push({ index: third, pk: partyOf(city, organisation) });
    if (role !== 'union' && role !== 'education') continue;
    for (const unit of (await units(city)).values()) {
      const above = await lineage(city, role === 'union' ? unit.union : unit.education);
      if (above.includes(organisation)) lists.push({ index: second, pk: unitPartyOf(city, unit.id) });
    }
  }
  return lists;
}

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
