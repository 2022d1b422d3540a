import * as z from 'zod/mini';
import { organisation } from '../access/directory.ts';
import type { Person, Role } from '../access/person.ts';
import { officeOf } from '../people/memberships.ts';
import { loadMembers, loadPerson } from '../people/store.ts';
import { speakerPersonKey } from '../platform/keys.ts';
import { Code, type Instant } from '../platform/schema.ts';
import { get } from '../platform/table.ts';
import type { Party } from './parties.ts';

/** Who hears what a party is told: of an organisation those who act for it in the role now, and its heads apart. */
export interface Office {
  acting: string[];
  heads: string[];
}

/** @param first somebody who goes first, where they act for the organisation: who has asked for the visit */
export async function officeFor(city: string, party: Party, now: Instant, first?: string): Promise<Office> {
  if (party.role === 'speaker') {
    const person = await speakersPerson(city, party.id);
    return { acting: person ? [person.id] : [], heads: [] };
  }
  const { acting, heads } = officeOf(await loadMembers(city, party.id, false), party.id, party.role, now);
  const ids = acting.map(({ id }) => id);
  return {
    acting: first !== undefined && ids.includes(first) ? [first, ...ids.filter((id) => id !== first)] : ids,
    heads: heads.map(({ id }) => id),
  };
}

/** Who looks after an organisation: they can name somebody who decides. */
export const administratorsOf = async (city: string, id: string, now: Instant): Promise<string[]> =>
  officeOf(await loadMembers(city, id, false), id, 'administrator' satisfies Role, now).acting.map((person) => person.id);

/** Whether the organisation has robots that tell its group. */
export const hasRobots = async (city: string, { role, id }: Party): Promise<boolean> =>
  role !== 'speaker' && ((await organisation(city, id))?.robots?.length ?? 0) > 0;

/** Who signs in as a speaker. */
export async function speakersPerson(city: string, speaker: string): Promise<Person | undefined> {
  const tie = await get(z.object({ person: Code }), speakerPersonKey(city, speaker));
  return tie && loadPerson(city, tie.person);
}
