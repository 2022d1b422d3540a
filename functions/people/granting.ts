import { organisation as organisationOf } from '../access/directory.ts';
import type { Membership, Person } from '../access/person.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Instant } from '../platform/schema.ts';
import type { Actor } from '../visits/visit.ts';
import type { NewMembership } from './contract.ts';
import { lookedAfter } from './looked-after.ts';
import { granted, inherited, rolesOf } from './memberships.ts';

/** What somebody may be given: the memberships, in the name of whom, and what is wrong with what was asked for. */
export interface Grant {
  memberships: Membership[];
  by: Actor | undefined;
  problems: FieldError[];
}

/**
 * Holds one wished-for membership against who asks for it. `path` is where it stands in the request, with its point. Nobody lengthens
 * their own administration, and who only stands in gives nothing to themselves.
 * @param whom who is to have it, where they are registered already
 */
export async function grantOf(asked: NewMembership, path: string, viewer: Person, now: Instant, whom?: Person): Promise<Grant> {
  const { organisation: id, role, from = now, to, head } = asked;
  const theirs = await lookedAfter(viewer, id, now);
  const refused = (field: string, code: string): Grant => ({
    ...{ memberships: [], by: theirs?.by, problems: [fieldError(`${path}${field}`, code)] },
  });
  if (!theirs) return refused('organisation', 'unknown-organisation');
  const { kinds, successor, predecessors = [] } = theirs.organisation;
  if (successor !== undefined) return refused('organisation', 'merged');
  if (!rolesOf(kinds).includes(role)) return refused('role', 'role-kind');
  if (to !== undefined && to <= from) return refused('to', 'to-before-from');
  if (to !== undefined && to <= now) return refused('to', 'past');
  if (whom?.id === viewer.id && (role === 'administrator' || theirs.by.delegatedBy !== undefined))
    return refused('role', 'not-to-oneself');
  // An administrator decides nothing of which a head would have to be told.
  if (head && role === 'administrator') return refused('head', 'deciders-only');
  const own: Membership = {
    organisation: id,
    role,
    from,
    ...(to !== undefined && { to }),
    ...(head !== undefined && { head }),
  };
  const before = await Promise.all(predecessors.map((each) => organisationOf(viewer.city, each)));
  const also = inherited(
    own,
    before.filter((each) => each !== undefined),
  );
  return { memberships: [own, ...also], by: theirs.by, problems: [] };
}

/** The person with all that was granted. */
export const withGrants = (person: Person, memberships: readonly Membership[], now: Instant): Person =>
  memberships.reduce((next, membership) => granted(next, membership, now), person);
