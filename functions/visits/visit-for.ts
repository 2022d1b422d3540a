import type { Person, Role } from '../access/person.ts';
import { NotFound } from '../platform/problems.ts';
import { partiesOf, rolesIn } from './parties.ts';
import { loadVisit, type VisitCore } from './store.ts';

/**
 * A visit for somebody whom it concerns, and in which roles.
 * @throws NotFound for a stranger just as for a visit that does not exist
 */
export async function visitFor(
  person: Person,
  id: string,
  now: Date,
  consistent = false,
): Promise<{ core: VisitCore; roles: Role[] }> {
  const core = await loadVisit(person.city, id, consistent);
  const roles = core ? rolesIn(person, await partiesOf(core), now.toISOString()) : [];
  if (!core || roles.length === 0) throw new NotFound();
  return { core, roles };
}
