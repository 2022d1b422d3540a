import { lineage, units } from '../access/directory.ts';
import { active } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { PARTY_INDEXES, partyOf, unitPartyOf } from '../platform/keys.ts';

export type List = { index: (typeof PARTY_INDEXES)[number]; pk: string };

/** The lists in which a person's visits stand (changes.ts): own organisations and speaker, and the units below. */
export async function listsOf(person: Person, now: Date): Promise<List[]> {
  const { city, speakerId } = person;
  const [first, second, third] = PARTY_INDEXES;
  const lists: List[] = speakerId === undefined ? [] : [{ index: first, pk: partyOf(city, speakerId) }];
  for (const { role, organisation } of active(person, now.toISOString())) {
    if (role === 'school') lists.push({ index: first, pk: partyOf(city, organisation) });
    if (role === 'employer') lists.push({ index: second, pk: partyOf(city, organisation) });
    if (role === 'union') lists.push({ index: third, pk: partyOf(city, organisation) });
    if (role !== 'union' && role !== 'education') continue;
    for (const unit of (await units(city)).values()) {
      const above = await lineage(city, role === 'union' ? unit.union : unit.education);
      if (above.includes(organisation)) lists.push({ index: second, pk: unitPartyOf(city, unit.id) });
    }
  }
  return lists;
}
