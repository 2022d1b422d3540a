import { isDeepStrictEqual } from 'node:util';
import { hasRole, may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { unionOf } from '../access/responsible.ts';
import { day } from '../deadlines/shanghai-time.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { speakerKey } from '../platform/keys.ts';
import { Forbidden, Invalid, NotFound } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Instant } from '../platform/schema.ts';
import { commit, get } from '../platform/table.ts';
import type { Actor } from '../visits/visit.ts';
import { grantPermission } from './contract.ts';
import { permissionWrites, permit } from './permission.ts';
import { poolVersion } from './pool.ts';
import { Speaker } from './speaker.ts';
import { speakerView } from './view.ts';
import { withWorkload } from './workload.ts';

export const grant = route(grantPermission, async ({ params, body, person, now }) => {
  const at = now.toISOString();
  const view = await attempt(async () => {
    // What stands already is not written again, and that must not rest on a stale copy.
    const [speaker, version] = await Promise.all([
      get(Speaker, speakerKey(person.city, params.id), { consistent: true }),
      poolVersion(person.city, true),
    ]);
    if (!speaker || !speakerView(speaker, person, at)) throw new NotFound();
    const { employerId, by: acting } = await actingFor(person, speaker, body.employerId, at);
    const employments = permit(speaker, employerId, body, acting.role, day(at));
    if (!isDeepStrictEqual(employments, speaker.employments)) {
      const { hoursPerMonth, from, to, channel, evidence } = body;
      const by = channel === undefined ? acting : { ...acting, onBehalfOf: { party: employerId, channel, evidence } };
      const record = { employer: employerId, hoursPerMonth, from, to, by };
      await commit(permissionWrites(person.city, speaker, employments, version, record, now));
    }
    return speakerView({ ...speaker, employments }, person, at)!;
  });
  return ok(await withWorkload(person.city, view, at));
});

/**
 * For which employer the person speaks: the one that was named, or the only one of the speaker's for which they may.
 * @throws Forbidden for who speaks for none of them; Invalid for a named one that is not theirs, and where it has to be named
 */
async function actingFor(
  person: Person,
  speaker: Speaker,
  named: string | undefined,
  now: Instant,
): Promise<{ employerId: string; by: Actor }> {
  if (!hasRole(person, ['permit'], now)) throw new Forbidden();
  const employers = speaker.employments.flatMap(({ employer }) => employer ?? []);
  const found: { employerId: string; by: Actor }[] = [];
  for (const id of new Set(named === undefined ? employers : [named])) {
    const union = await unionOf(person.city, id);
    const by = may('permit', person, { employer: [id], 'employer-union': union === undefined ? [] : [union] }, now);
    if (by) found.push({ employerId: id, by });
  }
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  if (first) throw new Invalid([fieldError('employerId', 'employer-required')]);
  throw named === undefined ? new Forbidden() : new Invalid([fieldError('employerId', 'unknown-employer')]);
}
