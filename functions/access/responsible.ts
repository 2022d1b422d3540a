import type { Step } from '../deadlines/policy.ts';
import { speakersById } from '../talent/pool.ts';
import { lineage, organisation, units } from './directory.ts';
import type { Organisation } from './organisation.ts';
import type { Person } from './person.ts';
import { RULES } from './rules.ts';

/** The union to which an organisation belongs: an employer's own (工会隶属关系), of a school that of its unit. */
export async function unionOf(city: string, id: string): Promise<string | undefined> {
  const asked = await organisation(city, id);
  const parent = asked?.parent === undefined ? undefined : await organisation(city, asked.parent);
  return parent?.kinds.includes('union') ? parent.id : (await units(city)).get(asked?.unit ?? '')?.union;
}

/** An organisation's place: what its superiors follow from. */
export type Place = Pick<Organisation, 'id' | 'parent' | 'unit'>;

/**
 * Those above an organisation, whose administrators look after it: its own line and, for a school, the union and the authority of its
 * unit with theirs. The district plays no part (管理权限).
 */
export async function above(city: string, { id, parent, unit }: Place): Promise<string[]> {
  const of = unit === undefined ? undefined : (await units(city)).get(unit);
  const nearest = [parent, of?.union, of?.education].filter((each) => each !== undefined);
  const lines = await Promise.all(nearest.map((each) => lineage(city, each)));
  return [...new Set(lines.flat())].filter((each) => each !== id);
}

/** The organisation itself, and those above it. */
export const linesOf = async (city: string, place: Place): Promise<string[]> => [place.id, ...(await above(city, place))];

/** Of the organisations for which somebody acts those that are the city's own union: nobody stands above it. */
export async function cityUnions({ city, memberships }: Pick<Person, 'city' | 'memberships'>): Promise<string[]> {
  const named = [...new Set(memberships.flatMap((held) => (held.role === 'union' ? [held.organisation] : [])))];
  const found = await Promise.all(named.map((id) => organisation(city, id)));
  return found.flatMap((one) => (one?.kinds.includes('union') && one.parent === undefined ? [one.id] : []));
}

/** The union that owns a speaker's pool entry. */
export const poolUnionOf = async (city: string, speaker: string): Promise<string | undefined> =>
  (await speakersById(city, [speaker])).get(speaker)?.union;

/**
 * The unions, nearest first, that may enter what the party of a task said by phone, by letter or in person (代录): those responsible
 * for that party. Nobody enters it for a union or an authority. `poolUnion` is the speaker's, where the caller knows it.
 */
export async function recordersOf(
  { city, step, party }: { city: string; step: Step; party: string },
  poolUnion?: string,
): Promise<string[]> {
  if (RULES[`record ${step}`].length === 0) return [];
  const union = step === 'speaker-confirmation' ? (poolUnion ?? (await poolUnionOf(city, party))) : await unionOf(city, party);
  return union === undefined ? [] : lineage(city, union);
}
