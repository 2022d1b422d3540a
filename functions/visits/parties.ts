import { lineage } from '../access/directory.ts';
import { capacities, type Related } from '../access/may.ts';
import type { Person, Role } from '../access/person.ts';
import type { Instant } from '../platform/schema.ts';
import { poolUnionsOf, type VisitCore } from './store.ts';

/**
 * Whom a visit concerns, by their relation to it (api.md, "Who sees what"). Nothing is read for it but organisations, which are kept
 * in memory: a visit that is not theirs costs a stranger no other call than one that does not exist.
 */
export async function partiesOf(core: VisitCore): Promise<Related> {
  const { visit, request, seats } = core;
  const [unions, authorities] = await Promise.all([lineage(visit.city, visit.union), lineage(visit.city, visit.education)]);
  return {
    ...{ unions, authorities },
    school: [visit.school],
    schools: [visit.school, ...request.otherSchools],
    'pool-unions': [...poolUnionsOf(core).values()],
    employers: seats.flatMap(({ releases }) => releases.map(({ employer }) => employer)),
    speakers: seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])),
  };
}

/** The roles in which somebody takes part in a visit; none for a stranger. */
export const rolesIn = (person: Person, parties: Related, now: Instant): Role[] =>
  capacities('read-visit', person, parties, now).map(({ role }) => role);
