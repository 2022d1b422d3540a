import { organisation as organisationOf } from '../access/directory.ts';
import { may } from '../access/may.ts';
import type { Organisation } from '../access/organisation.ts';
import type { Membership, Person } from '../access/person.ts';
import { linesOf } from '../access/responsible.ts';
import type { Instant } from '../platform/schema.ts';
import type { Actor } from '../visits/visit.ts';

/** An organisation whose people somebody looks after, and in which capacity. */
export interface LookedAfter {
  organisation: Organisation;
  by: Actor;
}

/** Undefined where they do not, and where there is no such organisation. */
export async function lookedAfter(
  viewer: Person,
  id: string,
  now: Instant,
  action: 'manage-people' | 'sign-out' = 'manage-people',
): Promise<LookedAfter | undefined> {
  const organisation = await organisationOf(viewer.city, id);
  if (!organisation) return undefined;
  const by = may(action, viewer, { lines: await linesOf(viewer.city, organisation) }, now);
  return by && { organisation, by };
}

/** Of somebody's memberships those in organisations whose people the viewer looks after. */
export async function membershipsLookedAfter(viewer: Person, person: Person, now: Instant): Promise<Membership[]> {
  const ids = [...new Set(person.memberships.map(({ organisation }) => organisation))];
  const theirs = new Set(await Promise.all(ids.map(async (id) => ((await lookedAfter(viewer, id, now)) ? id : undefined))));
  return person.memberships.filter(({ organisation }) => theirs.has(organisation));
}
