import { organisationEventWrite } from '../audit/organisation-events.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { Invalid, NotFound } from '../platform/problems.ts';
import { commit } from '../platform/table.ts';
import { grantMembership } from './contract.ts';
import { grantOf, withGrants } from './granting.ts';
import { loadPerson, personWrites } from './store.ts';
import { personView } from './view.ts';

/** Gives a role to somebody whom one looks after already; a stranger is added by number and name. */
export const grant = route(grantMembership, async ({ params, body, person, now }) => {
  const { city } = person;
  const at = now.toISOString();
  const view = await attempt(async () => {
    const before = await loadPerson(city, params.id);
    if (!before || !(await personView(before, person, at))) throw new NotFound();
    const { memberships, by, problems } = await grantOf(body, '', person, at, before);
    if (problems.length > 0) throw new Invalid(problems);
    const after = withGrants(before, memberships, at);
    const of = { city, organisation: body.organisation };
    await commit([
      ...personWrites(before, after),
      organisationEventWrite(of, 'membership-granted', now, by, { person: before.id, memberships }),
    ]);
    return personView(after, person, at);
  });
  return ok(view);
});
