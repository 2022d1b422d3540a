import * as z from 'zod/mini';
import { organisation as organisationOf } from '../access/directory.ts';
import { may } from '../access/may.ts';
import { Person } from '../access/person.ts';
import { linesOf } from '../access/responsible.ts';
import { personKey, speakerKey, speakerPersonKey } from '../platform/keys.ts';
import { NotFound } from '../platform/problems.ts';
import { get } from '../platform/table.ts';
import { Speaker } from '../talent/speaker.ts';
import type { Actor } from '../visits/visit.ts';
import { GONE } from './gone.ts';
import { keyRing } from './key-ring.ts';
import type { KeyRing } from './sealing.ts';

/** Whose data is asked for, and in which capacity by whom. */
export interface Subject {
  city: string;
  id: string;
  /** Missing once erased, and where an entry of the pool is all there is of somebody. */
  person: Person | undefined;
  speaker: Speaker | undefined;
  by: Actor;
  /** In which capacity, if in any, they may set the number by which the person signs in. */
  signIn: Actor | undefined;
  /** Under which organisation it is recorded: the one that looks after the pool entry, else the person's own. */
  organisation: string;
}

/** What is kept of somebody who is erased, so that whoever looked after them hears how far it is. */
interface Kept {
  speaker?: string | undefined;
  organisations?: readonly string[] | undefined;
}

const Tie = z.object({ person: z.string() });

/**
 * The person with this id: for themselves; for the union that owns their entry of the pool, where they act for nobody else; and for
 * administrators who look after every organisation for which they act. Whoever may set the number right by which somebody signs in could
 * sign in by it, and must not come by roles that way in which they have no say; so that the union alone never does.
 *
 * Of a speaker for whom no person is registered the entry, by its id, for its union.
 * @param erased what is kept of somebody who is erased: their entry, and for which organisations they acted
 * @throws NotFound for everybody else just as for somebody who does not exist
 */
export async function subjectFor(asking: Person, id: string, now: Date, erased?: Kept): Promise<Subject> {
  const { city } = asking;
  const person = await get(Person, personKey(city, id), { consistent: true });
  const entry = person ? person.speakerId : erased ? erased.speaker : id;
  // Looked for in any case: the work done tells nobody whether there is such a person, or a speaker.
  const [found, tie] = await Promise.all([
    get(Speaker, speakerKey(city, entry ?? 'nobody'), { consistent: true }),
    get(Tie, speakerPersonKey(city, id), { consistent: true }),
  ]);
  // An entry with a person is found by the person's id, and of one that was erased nothing is left to look after.
  const isAlone = !tie && found?.name !== GONE;
  const speaker = person || erased || isAlone ? found : undefined;
  const actsAlone = person?.memberships.every(({ role }) => role === 'speaker') ?? true;
  const related = {
    self: person ? [id, ...(entry === undefined ? [] : [entry])] : [],
    'pool-unions': speaker && actsAlone ? [speaker.union] : [],
    lines: await aboveAll(city, person ? organisationsOf(person) : (erased?.organisations ?? [])),
  };
  const by = may('manage-personal-data', asking, related, now.toISOString());
  const signIn = may('correct-sign-in', asking, related, now.toISOString());
  const organisation = speaker?.union ?? person?.memberships[0]?.organisation ?? by?.organisation;
  if (!by || organisation === undefined) throw new NotFound();
  return { city, id, person, speaker, by, signIn, organisation };
}

/** What opens the numbers of both. */
export async function ringOf({ person, speaker }: Pick<Subject, 'person' | 'speaker'>): Promise<KeyRing> {
  await keyRing(person?.phone);
  return keyRing(speaker?.phone);
}

/** For which organisations somebody acts, or has acted. */
export const organisationsOf = ({ memberships }: Pick<Person, 'memberships'>): string[] => [
  ...new Set(memberships.map(({ organisation }) => organisation)),
];

/** The organisations that stand in the line of each of these; none where there is nothing to look after. */
async function aboveAll(city: string, ids: readonly string[]): Promise<string[]> {
  const lines = await Promise.all(
    ids.map(async (id) => {
      const found = await organisationOf(city, id);
      return new Set(found ? await linesOf(city, found) : []);
    }),
  );
  const [first, ...others] = lines;
  return [...(first ?? [])].filter((each) => others.every((line) => line.has(each)));
}
