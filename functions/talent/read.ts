import * as z from 'zod/mini';
import { countPage } from '../limits/pages.ts';
import { ok, route } from '../platform/api.ts';
import { fromCursor, toCursor } from '../platform/cursor.ts';
import { poolOf, speakerKey } from '../platform/keys.ts';
import { NotFound } from '../platform/problems.ts';
import { get, query as queryTable } from '../platform/table.ts';
import { getSpeaker, listSpeakers } from './contract.ts';
import { withHoursUsed } from './hours-used.ts';
import { Speaker } from './speaker.ts';
import { speakerView } from './view.ts';

/** An empty list in a profile means "no restriction". */
const fits = (listed: string[], wanted: string | undefined) =>
  wanted === undefined || listed.length === 0 || listed.includes(wanted);

export const list = route(listSpeakers, async ({ query, person, now }) => {
  const { topic, level, district, limit } = query;
  const bound = JSON.stringify([person.id, topic, level, district]);
  let after = query.cursor === undefined ? '' : fromCursor(query.cursor, bound);
  await countPage(person, now);
  const speakers: unknown[] = [];
  for (;;) {
    const page = z.parse(z.array(Speaker), await queryTable(poolOf(person.city), { after, limit: 100 }));
    for (const speaker of page) {
      after = speaker.id;
      const about = topic === undefined || [...speaker.topics, ...speaker.skills, speaker.trade].includes(topic);
      const view =
        about &&
        fits(speaker.levels, level) &&
        fits(speaker.districts, district) &&
        speakerView(speaker, person, now.toISOString());
      if (view) speakers.push(view);
      if (speakers.length === limit) return ok({ speakers, cursor: toCursor(after, bound) });
    }
    if (page.length < 100) return ok({ speakers });
  }
});

export const read = route(getSpeaker, async ({ params, person, now }) => {
  const at = now.toISOString();
  const speaker = await get(Speaker, speakerKey(person.city, params.id));
  const view = speaker && speakerView(speaker, person, at);
  if (!view) throw new NotFound();
  return ok(await withHoursUsed(person.city, view, at));
});
