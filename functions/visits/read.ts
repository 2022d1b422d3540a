import type { Person, Role } from '../access/person.ts';
import { Look } from '../personal/look.ts';
import { ok, route } from '../platform/api.ts';
import { EVENT_RANGE, visitOf } from '../platform/keys.ts';
import { NotFound } from '../platform/problems.ts';
import { query } from '../platform/table.ts';
import { getTimeline, getVisit } from './contract.ts';
import { partiesOf, rolesIn } from './parties.ts';
import { loadVisit, type VisitCore } from './store.ts';
import { timelineOf } from './timeline.ts';
import { visitWithNumbers } from './view.ts';

/** @throws NotFound for a stranger just as for a visit that does not exist */
async function visitFor(person: Person, id: string, now: Date): Promise<{ core: VisitCore; roles: Role[] }> {
  const core = await loadVisit(person.city, id);
  const roles = core ? rolesIn(person, await partiesOf(core), now.toISOString()) : [];
  if (!core || roles.length === 0) throw new NotFound();
  return { core, roles };
}

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
