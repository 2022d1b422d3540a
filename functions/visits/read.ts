import { Look } from '../personal/look.ts';
import { ok, route } from '../platform/api.ts';
import { EVENT_RANGE, visitOf } from '../platform/keys.ts';
import { query } from '../platform/table.ts';
import { getTimeline, getVisit } from './contract.ts';
import { timelineOf } from './timeline.ts';
import { visitWithNumbers } from './view.ts';
import { visitFor } from './visit-for.ts';

export const read = route(getVisit, async ({ params, person, now }) => {
  const { core } = await visitFor(person, params.id, now);
  const look = new Look(person, now);
  const { view, etag } = await visitWithNumbers(core, look);
  await look.record();
  return ok(view, { etag });
});

export const timeline = route(getTimeline, async ({ params, person, now }) => {
  const { core, roles } = await visitFor(person, params.id, now);
  const events = await query(visitOf(person.city, params.id), { between: EVENT_RANGE });
  return ok({ visit: params.id, timeline: await timelineOf(core, events, { person, roles, now: now.toISOString() }) });
});
