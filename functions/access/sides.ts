import type { Step } from '../deadlines/policy.ts';
import { decidedByKey } from '../platform/keys.ts';
import { TwoSides } from '../platform/problems.ts';
import type { Write } from '../platform/writes.ts';
import type { EventActor } from '../visits/events.ts';
import type { Actor } from '../visits/visit.ts';
import type { Person, Role } from './person.ts';

/**
 * Nobody decides two sides of one visit: who has answered for one side, say as the union, does not answer for the school,
 * the employer or the speaker. A side is the role in which somebody acts, so that a union that is called in for a silent party still
 * acts as the union. To ask for a visit is no decision, nor is it to enter another's word (代录): in a small town, where one person
 * is both, a colleague answers or the union records. Every decision counts, also one that a change has made void: a visit is not
 * moved so that somebody may change sides. Pure.
 */
interface Decided {
  step: Step;
  decision?: { by?: EventActor | undefined } | undefined;
}

/** A speaker is one by the pool entry, not by a membership; an administrator decides nothing about visits. */
const NO_SIDE: ReadonlySet<Role> = new Set(['speaker', 'administrator']);

/** For which sides of a visit a person has decided. */
const sidesOf = (tasks: readonly Decided[], person: string): Set<Role> =>
  new Set(
    tasks.flatMap(({ decision }) => (decision?.by?.person === person && !decision.by.onBehalfOf ? [decision.by.role] : [])),
  );

/**
 * The capacity in which somebody decides: one on the side for which they have decided already, if there is one.
 * @throws TwoSides when they may decide only for another side
 */
export function onOneSide(capacities: readonly Actor[], tasks: readonly Decided[]): Actor | undefined {
  const [first] = capacities;
  if (!first) return undefined;
  const taken = sidesOf(tasks, first.person);
  if (taken.size === 0) return first;
  const same = capacities.find(({ role }) => taken.has(role));
  if (!same) throw new TwoSides({ decidedAs: [...taken] });
  return same;
}

/**
 * What keeps somebody from answering for two sides at the very same moment: of their first two decisions one looks again. Only whom
 * it can concern, that is who acts in more than one role, pays for it.
 */
export function firstDecision(
  person: Person,
  by: Actor,
  visit: { city: string; id: string },
  tasks: readonly Decided[],
): Write[] {
  const roles = new Set<Role>(person.memberships.flatMap(({ role }) => (NO_SIDE.has(role) ? [] : [role])));
  if (person.speakerId !== undefined) roles.add('speaker');
  if (by.onBehalfOf || roles.size < 2 || sidesOf(tasks, person.id).size > 0) return [];
  return [{ put: { ...decidedByKey(visit.city, visit.id, person.id), side: by.role }, where: 'absent' }];
}
