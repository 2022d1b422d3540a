import { city, policy } from '../access/directory.ts';
import { active } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { Invalid, NotFound, PhoneTaken, TooManyRequests } from '../platform/problems.ts';
import { Buckets } from './buckets.ts';
import { allowanceOf, allowancesOf, type Limits, mostGenerous, type Rate } from './limits.ts';

/**
 * Floods and guesses are counted in the memory of the instance that serves them: a write for each request would cost more than the
 * request. Who asks one after the other meets the same instance nearly always; who asks in parallel has as many allowances as
 * instances, and meets the stage's throttle (docs/architecture.md, "Limits").
 */
const MOST_KEPT = 5_000;
const buckets = new Buckets(MOST_KEPT);

/** The limits of the city's policy that is in force. */
export const limitsOf = async (cityId: string): Promise<Limits> => (await policy(cityId, (await city(cityId)).policy)).limits;

interface Share {
  name: string;
  rate: Rate;
}

/**
 * Lets somebody's request in, or several that came as one; what is refused takes nothing from colleagues.
 * @throws TooManyRequests when the person or an organisation of theirs has asked too often, or the person has guessed too often
 */
export async function admit(person: Person, now: Date, requests = 1): Promise<void> {
  const limits = await limitsOf(person.city);
  const at = now.getTime();
  const guesses = guessing(person, limits, now);
  const mustNotGuess = buckets.wait(guesses.name, guesses.rate, 1, at);
  if (mustNotGuess > 0) throw new TooManyRequests('misses', mustNotGuess);
  const shares = sharesOf(person, limits, now);
  const longest = Math.max(...shares.map(({ name, rate }) => buckets.wait(name, rate, requests, at)));
  if (longest > 0) throw new TooManyRequests('requests', longest);
  for (const { name, rate } of shares) buckets.take(name, rate, requests, at);
}

/** Counts that somebody asked so often for what is not there or not theirs. */
export async function countMisses(person: Person, now: Date, misses: number): Promise<void> {
  if (misses === 0) return;
  const { name, rate } = guessing(person, await limitsOf(person.city), now);
  buckets.take(name, rate, misses, now.getTime());
}

/** Fields whose refusal tells that an id is not known. */
const UNKNOWN = new Set([
  ...['unknown-speaker', 'unknown-school', 'unknown-employer'],
  ...['unknown-organisation', 'unknown-superior', 'unknown-person', 'not-a-colleague', 'not-acting-for'],
]);

/** Whether a refusal says of an id that it is not there, or of a number whose it is not. */
export const isMiss = (error: unknown): boolean =>
  error instanceof NotFound ||
  error instanceof PhoneTaken ||
  (error instanceof Invalid && error.errors.some(({ code }) => UNKNOWN.has(code)));

const rolesOf = (person: Person, now: Date) => active(person, now.toISOString());

function guessing(person: Person, limits: Limits, now: Date): Share {
  const roles = rolesOf(person, now).map(({ role }) => role);
  const rate = mostGenerous(allowancesOf(limits, roles).map(({ misses }) => misses));
  return { name: `${person.city} ${person.id} misses`, rate };
}

/** The buckets of a person and of the organisations for which the person acts. */
function sharesOf(person: Person, limits: Limits, now: Date): Share[] {
  const held = rolesOf(person, now);
  const own = allowancesOf(
    limits,
    held.map(({ role }) => role),
  ).map(({ requests }) => requests.person);
  const organisations = new Map<string, Rate[]>();
  for (const { role, organisation } of held) {
    // A speaker belongs to the union of the pool entry, and does not act for it.
    if (role === 'speaker') continue;
    const rate = allowanceOf(limits, role).requests.organisation;
    organisations.set(organisation, [...(organisations.get(organisation) ?? []), rate]);
  }
  return [
    { name: `${person.city} person ${person.id}`, rate: mostGenerous(own) },
    ...[...organisations].map(([id, rates]) => ({ name: `${person.city} organisation ${id}`, rate: mostGenerous(rates) })),
  ];
}
