import type { Step } from '../deadlines/policy.ts';
import type { Instant } from '../platform/schema.ts';
import type { Actor } from '../visits/visit.ts';
import type { Membership, Person, Role } from './person.ts';
import { type Action, type Relation, RULES, type Rule, type State } from './rules.ts';

/** Holds people against the rules. Pure: who is whose superior, and who sits where, comes in as ids by relation. */
export type Related = { readonly [relation in Relation]?: readonly string[] | undefined };

const rulesOf = (action: Action): readonly Rule[] => RULES[action];

/** The memberships that are in force. */
export const active = (person: Person, now: Instant): Membership[] =>
  person.memberships.filter(({ from, to }) => (from === undefined || from <= now) && (to === undefined || now < to));

/** Whether any rule allows the action to this role at all; who holds no such role never may. */
export const hasRole = (person: Person, actions: Action[], now: Instant): boolean =>
  active(person, now).some(({ role }) => actions.some((action) => rulesOf(action).some(([allowed]) => allowed === role)));

/**
 * In which capacities a person may act: as a speaker first, then in the order of the memberships. `state` counts where a rule names
 * states and the caller gives one; whoever asks only who might, leaves it out.
 */
export function capacities(action: Action, person: Person, related: Related, now: Instant, state?: State): Actor[] {
  const rules = rulesOf(action).filter(([, , states]) => state === undefined || !states || states.includes(state));
  const found: Actor[] = [];
  const { id, name, speakerId } = person;
  const asSpeaker = ([role, relation]: Rule) =>
    role === 'speaker' &&
    (relation === 'of-city' || (speakerId !== undefined && related[relation]?.includes(speakerId) === true));
  if (speakerId !== undefined && rules.some(asSpeaker)) found.push({ person: id, name, role: 'speaker' });
  for (const { role, organisation, delegatedBy } of active(person, now)) {
    if (role === 'speaker') continue;
    const allows = ([who, relation]: Rule) =>
      who === role && (relation === 'of-city' || related[relation]?.includes(relation === 'self' ? id : organisation) === true);
    if (rules.some(allows))
      found.push({ person: id, name, role, organisation, ...(delegatedBy !== undefined && { delegatedBy }) });
  }
  return found;
}

/** The first capacity in which a person may act; undefined when there is none. */
export const may = (action: Action, person: Person, related: Related, now: Instant, state?: State): Actor | undefined =>
  capacities(action, person, related, now, state)[0];

/** Whether anybody may do it in this state. */
export const isTime = (action: Action, state: State): boolean =>
  rulesOf(action).some(([, , states]) => !states || states.includes(state));

/** The part of a task that decides who it concerns. */
export interface Asked {
  step: Step;
  party: string;
  escalatedTo?: string | undefined;
}

/** In which capacities somebody decides a task: for the party that is asked, or for whom the late task was passed to. */
export const deciders = (person: Person, { step, party, escalatedTo }: Asked, now: Instant): Actor[] =>
  capacities(`decide ${step}`, person, { asked: [party], added: escalatedTo === undefined ? [] : [escalatedTo] }, now);

/** In which capacities somebody enters what the party of a task said (代录); that is no decision of their own. */
export const recorders = (person: Person, step: Step, unions: readonly string[], now: Instant): Actor[] =>
  capacities(`record ${step}`, person, { recorders: unions }, now);

/** In which role whoever was added to a late task answers. */
export const addedRoles = (step: Step): Role[] =>
  rulesOf(`decide ${step}`).flatMap(([role, relation]) => (relation === 'added' ? [role] : []));
