import { lineage } from '../access/directory.ts';
import type { Person } from '../access/person.ts';
import { mayChangeVisit, mayReadVisit } from '../access/rules.ts';
import { checkReason } from '../decisions/check-reason.ts';
import { loadSituation } from '../decisions/load-case.ts';
import { closeTask } from '../decisions/task-writes.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { checkIfMatch, etagOf } from '../platform/etag.ts';
import { Forbidden, NotFound } from '../platform/problems.ts';
import { commit } from '../platform/table.ts';
import { partiesOf } from '../visits/parties.ts';
import { loadVisit, type VisitCore } from '../visits/store.ts';
import { visitView } from '../visits/view.ts';
import type { Actor } from '../visits/visit.ts';
import { cancel } from './cancel.ts';
import { cancelVisit } from './contract.ts';

export const cancelRoute = route(cancelVisit, async ({ params, body, person, headers, now }) => {
  await checkReason(person.city, body.reasonCode, true);
  const by = await attempt(async (consistent) => {
    const { core, by } = await visitToChange(person, params.id, now, consistent);
    // Cancelled again by the same person: the first time may have gone without its answer.
    if (core.visit.ended?.status === 'cancelled') return by;
    if (headers['if-match'] !== undefined) {
      const seen = await visitView(core, person, [by.role], now);
      checkIfMatch(headers['if-match'], () => etagOf(seen));
    }
    const seated = core.seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
    await commit(cancel(await loadSituation(core, seated, now, consistent), body, by));
    return by;
  });
  const view = await visitView(await withoutLeftovers(person.city, params.id), person, [by.role], now);
  return ok(view, { etag: etagOf(view) });
});

/** @throws NotFound for strangers; Forbidden for parties who may not change it */
async function visitToChange(
  person: Person,
  id: string,
  now: Date,
  consistent: boolean,
): Promise<{ core: VisitCore; by: Actor }> {
  const core = await loadVisit(person.city, id, consistent);
  if (!core) throw new NotFound();
  const unions = await lineage(person.city, core.visit.union);
  const by = mayChangeVisit(person, { school: core.visit.school, unions }, now.toISOString());
  if (by) return { core, by };
  const roles = mayReadVisit(person, await partiesOf(core), now.toISOString());
  throw roles.length > 0 ? new Forbidden() : new NotFound();
}

/** A question asked at the very moment of the change was not seen by it; the new epoch admits no others. */
async function withoutLeftovers(city: string, id: string): Promise<VisitCore> {
  const core = (await loadVisit(city, id, true))!;
  const left = core.tasks.filter(({ state, epoch }) => state === 'open' && epoch < core.visit.epoch);
  for (const task of left) await attempt(() => commit([closeTask(task)]));
  return core;
}
