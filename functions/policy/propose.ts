import * as z from 'zod/mini';
import { may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { cityUnions } from '../access/responsible.ts';
import { Policy } from '../deadlines/policy.ts';
import { parse } from '../platform/api.ts';
import { Forbidden, Invalid } from '../platform/problems.ts';
import type { Actor } from '../visits/visit.ts';
import { type Changes, merged } from './changes.ts';
import { problemsOf } from './check.ts';

/** @throws Forbidden for whoever does not act for the city's own union */
export async function proposer(person: Person, now: Date): Promise<Actor> {
  const by = may('change-policy', person, { 'city-union': await cityUnions(person) }, now.toISOString());
  if (!by) throw new Forbidden();
  return by;
}

const Changed = z.object({ changes: Policy });

/**
 * The policy as it would be, still with the version of the one before.
 * @throws Invalid naming each field that cannot be accepted
 */
export function proposed(before: Policy, changes: Changes): Policy {
  const { changes: after } = parse(Changed, { changes: merged({ ...before }, changes) });
  const problems = problemsOf(after);
  if (problems.length > 0) throw new Invalid(problems.map((problem) => ({ ...problem, path: `changes.${problem.path}` })));
  return after;
}
