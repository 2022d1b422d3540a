import type { Membership, Person } from '../access/person.ts';
import type { Instant } from '../platform/schema.ts';
import { membershipsLookedAfter } from './looked-after.ts';

/** A person with these of their memberships. */
export const shown = ({ id, name, speakerId }: Person, memberships: readonly Membership[]) => ({
  ...{ id, name, memberships },
  ...(speakerId !== undefined && { speakerId }),
});

/** A person as the viewer sees them: oneself whole, others as far as one looks after them; undefined for whoever is not theirs. */
export async function personView(person: Person, viewer: Person, now: Instant) {
  if (person.id === viewer.id) return shown(person, person.memberships);
  const theirs = await membershipsLookedAfter(viewer, person, now);
  return theirs.length > 0 ? shown(person, theirs) : undefined;
}
