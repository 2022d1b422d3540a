import * as z from 'zod/mini';
import { ok, route } from '../platform/api.ts';
import { fromCursor, toCursor } from '../platform/cursor.ts';
import { noticesOf, readUpToKey } from '../platform/keys.ts';
import { Instant } from '../platform/schema.ts';
import { commit, get, query as queryTable } from '../platform/table.ts';
import { loadVisit, type VisitCore } from '../visits/store.ts';
import { contextOf } from './context.ts';
import { listNotices, readNotices } from './contract.ts';
import { Notice } from './notice.ts';
import { wordsOf } from './templates.ts';

/** What a person was told: it is all here, by whichever channel it went out, and also what went out by none. */

const ReadUpTo = z.object({ upTo: Instant });

export const list = route(listNotices, async ({ query, person, now }) => {
  const { city, id } = person;
  const bound = `notices ${id}`;
  const before = query.cursor === undefined ? `NOTICE#${now.toISOString()}~` : fromCursor(query.cursor, bound);
  const range = { between: ['NOTICE#', before] as [string, string], limit: query.limit + 1, backwards: true };
  const [items, read] = await Promise.all([
    queryTable(noticesOf(city, id), range),
    get(ReadUpTo, readUpToKey(city, id), { consistent: true }),
  ]);
  const page = items.slice(0, query.limit);
  const notices = z.parse(z.array(Notice), page);
  const cores = await visitsOf(city, notices);
  const shown = notices.map(async (notice) => ({ ...(await said(notice, cores, now)), read: notice.at <= (read?.upTo ?? '') }));
  const more = items.length > query.limit && { cursor: toCursor(`${(page.at(-1)!.sk as string).slice(0, -1)}`, bound) };
  return ok({ notices: await Promise.all(shown), ...more });
});

export const markRead = route(readNotices, async ({ body, person, now }) => {
  // What is not there yet cannot have been read.
  const upTo = [body.upTo, now.toISOString()].sort()[0]!;
  await commit([{ put: { ...readUpToKey(person.city, person.id), upTo } }]);
  return ok({ upTo });
});

/** The visits that notices are about, by id. */
export async function visitsOf(city: string, notices: readonly Notice[]): Promise<Map<string, VisitCore | undefined>> {
  const ids = new Set(notices.flatMap(({ visit }) => (visit === undefined ? [] : [visit])));
  return new Map(await Promise.all([...ids].map(async (id) => [id, await loadVisit(city, id)] as const)));
}

/** A notice in words; numbers are in no notice but the briefing that went out. */
async function said(notice: Notice, cores: ReadonlyMap<string, VisitCore | undefined>, now: Date) {
  const { kind, at, party, visit, task, sent } = notice;
  const { title, text } = wordsOf(kind, await contextOf(notice, visit === undefined ? undefined : cores.get(visit), now));
  const language = (code: 'zh' | 'en') => ({ title: title[code], text: text[code] });
  return {
    ...{ kind, at, partyId: party, zh: language('zh'), en: language('en') },
    ...(visit !== undefined && { visitId: visit }),
    ...(task !== undefined && { taskId: task }),
    ...(sent && { sent }),
  };
}
