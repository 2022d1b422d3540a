import * as z from 'zod/mini';
import { countPage } from '../limits/pages.ts';
import { Look } from '../personal/look.ts';
import { ok, route } from '../platform/api.ts';
import { fromCursor, toCursor } from '../platform/cursor.ts';
import { poolOf, speakerKey } from '../platform/keys.ts';
import { NotFound } from '../platform/problems.ts';
import { get, query as queryTable } from '../platform/table.ts';
import { getSpeaker, listSpeakers } from './contract.ts';
import { Speaker } from './speaker.ts';
import { speakerWithNumber } from './view.ts';
import { withLoads, withWorkload } from './workload.ts';

/** An empty list in a profile means "no restriction". */
const fits = (listed: string[], wanted: string | undefined) =>
  wanted === undefined || listed.length === 0 || listed.includes(wanted);

export const list = route(listSpeakers, async ({ query, person, now }) => {
  const { topic, level, district, name, limit } = query;
  const bound = JSON.stringify([person.id, topic, level, district, name]);
  let after = query.cursor === undefined ? '' : fromCursor(query.cursor, bound);
  const look = new Look(person, now, query);
  await countPage(person, now);
  const speakers: NonNullable<Awaited<ReturnType<typeof speakerWithNumber>>>[] = [];
  const answer = async (more: { cursor?: string }) => {
    const [shown] = await Promise.all([withLoads(person.city, speakers, now.toISOString()), look.record()]);
    return ok({ speakers: shown, ...more });
  };
  for (;;) {
    const page = z.parse(z.array(Speaker), await queryTable(poolOf(person.city), { after, limit: 100 }));
    for (const speaker of page) {
      after = speaker.id;
      const about = topic === undefined || [...speaker.topics, ...speaker.skills, speaker.trade].includes(topic);
      const suits = fits(speaker.levels, level) && fits(speaker.districts, district);
      const isMeant = about && suits && (name === undefined || speaker.name.includes(name));
      const view = isMeant && (await speakerWithNumber(speaker, look));
      if (view) speakers.push(view);
      if (speakers.length === limit) return answer({ cursor: toCursor(after, bound) });
    }
    if (page.length < 100) return answer({});
  }
});

export const read = route(getSpeaker, async ({ params, query, person, now }) => {
  const look = new Look(person, now, query);
  const speaker = await get(Speaker, speakerKey(person.city, params.id));
  const view = speaker && (await speakerWithNumber(speaker, look));
  if (!view) throw new NotFound();
  const [shown] = await Promise.all([withWorkload(person.city, view, now.toISOString()), look.record()]);
  return ok(shown);
});
