import type { Person } from '../access/person.ts';
import { poolUnionOf } from '../access/responsible.ts';
import { NotFound } from '../platform/problems.ts';
import type { Actor } from '../visits/visit.ts';

/** Under which organisation it is recorded what somebody does for themselves: the one for which they act, for a speaker the pool's union. */
export async function recordedUnder({ city, speakerId }: Person, by: Actor): Promise<string> {
  const organisation = by.organisation ?? (await poolUnionOf(city, speakerId!));
  if (organisation === undefined) throw new NotFound();
  return organisation;
}
