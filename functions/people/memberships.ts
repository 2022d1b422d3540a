import type { Organisation, OrganisationKind } from '../access/organisation.ts';
import type { Membership, Person, Role } from '../access/person.ts';
import type { Instant } from '../platform/schema.ts';

/** Who holds which role from when to when. Pure: takes a person's record and returns the next one. */

/** In which role people act for an organisation of a kind. An association nominates for the pool, which is a union's work. */
const ROLE_OF: Record<OrganisationKind, Role> = {
  school: 'school',
  union: 'union',
  employer: 'employer',
  education: 'education',
  association: 'union',
};

/** The roles that an organisation of these kinds has to give; every one has administrators. */
export const rolesOf = (kinds: readonly OrganisationKind[]): Role[] => [
  ...new Set([...kinds.map((kind) => ROLE_OF[kind]), 'administrator' as const]),
];

/** Whether a membership is in force, or will be. */
const lasts = ({ to }: Membership, now: Instant): boolean => to === undefined || now < to;

const sameRole = (a: Membership, b: Membership): boolean =>
  a.role === b.role && a.organisation === b.organisation && a.delegatedBy === b.delegatedBy;

const hasBegun = ({ from }: Membership, now: Instant): boolean => from === undefined || from <= now;

/**
 * The person with this role, beside what has ended. Who holds the same role already holds it on: up to the new beginning, where that
 * lies ahead, else since when they have held it; and remains its head (分管领导) where nothing is said of that.
 */
export function granted(person: Person, { head, ...given }: Membership, now: Instant): Person {
  const same = (each: Membership) => sameRole(each, given) && lasts(each, now);
  const others = person.memberships.filter((each) => !same(each));
  const present = person.memberships.find((each) => same(each) && hasBegun(each, now));
  const known = present ?? person.memberships.find(same);
  const membership: Membership = { ...given, ...((head ?? known?.head) && { head: true }) };
  if (!present) return { ...person, memberships: [...others, membership] };
  const { from: _, ...rest } = membership;
  const since = { ...rest, ...(present.from !== undefined && { from: present.from }) };
  if (hasBegun(membership, now)) return { ...person, memberships: [...others, since] };
  const to = present.to !== undefined && present.to < membership.from! ? present.to : membership.from!;
  return { ...person, memberships: [...others, { ...present, to }, membership] };
}

/** The roles that somebody holds in an organisation, or will. */
export const held = (person: Person, organisation: string, now: Instant): Membership[] =>
  person.memberships.filter((each) => each.organisation === organisation && lasts(each, now));

/** Whether a membership is in the organisation, or in what that one has taken over: the one comes and goes with the other. */
export const belongsTo = (organisation: string, { organisation: of, through }: Membership): boolean =>
  of === organisation || through === organisation;

/** All that somebody holds by an organisation, or will; only the named role, where there is one. A speaker's tie is not held by it. */
export const heldBy = (person: Person, organisation: string, now: Instant, role?: Role): Membership[] =>
  person.memberships.filter(
    (each) =>
      belongsTo(organisation, each) &&
      each.role !== 'speaker' &&
      lasts(each, now) &&
      (role === undefined || each.role === role),
  );

/** Of these what is somebody's own, not lent to them. */
export const own = (person: Person, organisation: string, now: Instant, role?: Role): Membership[] =>
  heldBy(person, organisation, now, role).filter(({ delegatedBy }) => delegatedBy === undefined);

/** The person whose roles in an organisation end at an instant; what had not begun by then never will. */
export function ended(person: Person, which: (membership: Membership) => boolean, at: Instant): Person {
  const memberships = person.memberships.flatMap((each): Membership[] => {
    if (!which(each) || !lasts(each, at)) return [each];
    // It stays in the record, as one that never began.
    return [each.from !== undefined && each.from >= at ? { ...each, from: at, to: at } : { ...each, to: at }];
  });
  return { ...person, memberships };
}

/** An absence: `from` up to, not including, `to`. */
export interface Absence {
  from: Instant;
  to: Instant;
}

/**
 * The colleague who stands in for an absent person: each of these roles as long as the absence lasts and the role itself is held, as its
 * head where the absent person is. A role that was lent to somebody is not lent on. Sent again with other dates the new ones count.
 */
export function standingIn(
  colleague: Person,
  absent: Person,
  roles: readonly Membership[],
  { from, to }: Absence,
  now: Instant,
): Person {
  return roles.reduce((person, role) => {
    const until = role.to !== undefined && role.to < to ? role.to : to;
    const begins = role.from !== undefined && role.from > from ? role.from : from;
    return begins < until
      ? granted(person, { ...role, head: role.head ?? false, from: begins, to: until, delegatedBy: absent.id }, now)
      : person;
  }, colleague);
}

/** Roles in which nobody decides for the organisation: a speaker of its pool acts alone, an administrator looks after its people. */
const DECIDES_NOTHING: ReadonlySet<Role> = new Set(['speaker', 'administrator']);

/** Of these people those who could decide for the organisation at an instant. */
export const acting = (people: readonly Person[], organisation: string, at: Instant): Person[] =>
  people.filter((person) =>
    held(person, organisation, at).some(({ role, from }) => !DECIDES_NOTHING.has(role) && (from === undefined || from <= at)),
  );

/** Who is there for an organisation in one role at an instant. */
export interface Office {
  /** Who decides, stand-ins included: a head only where nobody else is there. When it is empty nobody decides. */
  acting: Person[];
  /** Its heads (分管领导), and who stands in for one; not those who are away. */
  heads: Person[];
  /** Those whose role somebody else holds meanwhile. */
  absent: Person[];
}

/**
 * Of these people those who hold a role in an organisation at an instant. Whoever lets somebody stand in for them there is away, also
 * as the stand-in of others; a role that was lent to them is not lent on. Answers in the order of the people.
 */
export function officeOf(people: readonly Person[], organisation: string, role: Role, now: Instant): Office {
  const office = people
    .map((person) => ({
      person,
      roles: held(person, organisation, now).filter((each) => each.role === role && hasBegun(each, now)),
    }))
    .filter(({ roles }) => roles.length > 0);
  const isAway = ({ id }: Person) =>
    office.some(({ person, roles }) => person.id !== id && roles.some(({ delegatedBy }) => delegatedBy === id));
  const present = office.filter(({ person }) => !isAway(person));
  const whoHolds = (which: (each: Membership) => boolean) =>
    present.filter(({ roles }) => roles.some(which)).map(({ person }) => person);
  const heads = whoHolds(({ head }) => head === true);
  const others = whoHolds(({ head }) => head !== true);
  const absent = office.filter(({ person }) => isAway(person)).map(({ person }) => person);
  return { acting: others.length > 0 ? others : heads, heads, absent };
}

type Kinds = Pick<Organisation, 'id' | 'kinds'>;

/** The same role in what the organisation has taken over (合并), as far as that one has the role. */
export const inherited = (own: Membership, predecessors: readonly Kinds[]): Membership[] =>
  predecessors
    .filter(({ kinds }) => rolesOf(kinds).includes(own.role))
    .map(({ id }) => ({ ...own, organisation: id, through: own.organisation }));

/**
 * Who acts for whom after a merger: the people of the organisation that is taken over act for the successor, but do not administer it;
 * whoever acts for the successor acts for what it has taken over. Answers only those whose record changes, with what is new to them.
 * @param taken what is taken over, first the organisation itself, then what that one had taken over before
 */
export function mergedPeople(
  people: readonly Person[],
  taken: readonly [Kinds, ...Kinds[]],
  into: Kinds,
  now: Instant,
): { before: Person; after: Person; added: Membership[] }[] {
  return people.flatMap((before) => {
    const isMoved = (each: Membership) =>
      each.organisation === taken[0].id &&
      lasts(each, now) &&
      !each.through &&
      each.role !== 'administrator' &&
      rolesOf(into.kinds).includes(each.role);
    const moved = before.memberships.filter(isMoved).map((each) => ({ ...each, organisation: into.id }));
    const all = [...moved, ...[...held(before, into.id, now), ...moved].flatMap((each) => inherited(each, taken))];
    const added = all.filter((each) => !held(before, each.organisation, now).some((known) => sameRole(known, each)));
    if (added.length === 0) return [];
    // What they had before hangs on the role in the successor from now on: both end together.
    const kept = before.memberships.map((each) => (isMoved(each) ? { ...each, through: into.id } : each));
    return [{ before, after: { ...before, memberships: [...kept, ...added] }, added }];
  });
}
