import type { Step } from '../deadlines/policy.ts';
import { speakersById } from '../talent/pool.ts';
import { lineage, organisation, units } from './directory.ts';
import { RULES } from './rules.ts';

/** The union to which an organisation belongs: an employer's own (工会隶属关系), of a school that of its unit. */
export async function unionOf(city: string, id: string): Promise<string | undefined> {
  const asked = await organisation(city, id);
  const parent = asked?.parent === undefined ? undefined : await organisation(city, asked.parent);
  return parent?.kinds.includes('union') ? parent.id : (await units(city)).get(asked?.unit ?? '')?.union;
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
