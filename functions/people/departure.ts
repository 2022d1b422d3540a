import type { Membership, Person } from '../access/person.ts';
import type { Instant } from '../platform/schema.ts';
import { acting, belongsTo, ended, granted } from './memberships.ts';

/** Somebody leaves an organisation. Pure. */
export interface Departure {
  leaving: Person;
  /** What they leave. */
  roles: readonly Membership[];
  organisation: string;
  /** All who act for it. */
  members: readonly Person[];
  /** Who has the same roles from then on. */
  successor?: Person | undefined;
  at: Instant;
  now: Instant;
}

export interface Departed {
  /** Those whose record changes, as it was and as it is then. */
  changes: { before: Person; after: Person }[];
  /** Somebody could act for the organisation before, and nobody can after it. */
  leavesNobody: boolean;
}

/** Their roles end, and with them what they had lent to colleagues; the successor begins. */
export function departed({ leaving, roles, organisation, members, successor, at, now }: Departure): Departed {
  const before = new Map([...members, leaving, ...(successor ? [successor] : [])].map((each) => [each.id, each]));
  const isLeft = (each: Membership) =>
    belongsTo(organisation, each) && roles.some(({ role, organisation: of }) => role === each.role && of === each.organisation);
  const after = [...before.values()].map((person) => {
    // What others have lent to whoever leaves goes, too.
    const lender = (each: Membership) => person.id === leaving.id || each.delegatedBy === leaving.id;
    const left = ended(person, (each) => isLeft(each) && lender(each), at);
    if (person.id !== successor?.id) return left;
    const handedOver = roles.filter(({ delegatedBy }) => delegatedBy === undefined);
    return handedOver.reduce((next, { to: _, ...role }) => granted(next, { ...role, from: at }, now), left);
  });
  return {
    changes: after.flatMap((person) => {
      const known = before.get(person.id)!;
      return JSON.stringify(known.memberships) === JSON.stringify(person.memberships) ? [] : [{ before: known, after: person }];
    }),
    leavesNobody: acting([...before.values()], organisation, now).length > 0 && acting(after, organisation, at).length === 0,
  };
}
