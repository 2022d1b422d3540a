import { may } from '../access/may.ts';
import { ok, route } from '../platform/api.ts';
import { Forbidden, NotFound } from '../platform/problems.ts';
import { getPolicy } from './contract.ts';
import { inForce, versionOf } from './in-force.ts';
import { etagOf, policyView } from './view.ts';

export const read = route(getPolicy, async ({ query, person, now }) => {
  if (!may('read-policy', person, {}, now.toISOString())) throw new Forbidden();
  const current = await inForce(person.city);
  const wanted = query.version === undefined ? current : await versionOf(person.city, query.version);
  if (!wanted) throw new NotFound();
  return ok(policyView(wanted, current.version, now), { etag: etagOf(wanted) });
});
