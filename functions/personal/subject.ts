import { capacities } from '../access/may.ts';
import { Person } from '../access/person.ts';
import { personKey, speakerKey } from '../platform/keys.ts';
import { NotFound } from '../platform/problems.ts';
import { get } from '../platform/table.ts';
import { Speaker } from '../talent/speaker.ts';
import type { Actor } from '../visits/visit.ts';

/** Whose data is asked for, and in which capacity by whom. */
export interface Subject {
  id: string;
  /** Missing once erased. */
  person: Person | undefined;
  speaker: Speaker | undefined;
  by: Actor;
  /** Under which organisation it is recorded: the one that looks after the pool entry, else the person's own. */
  organisation: string;
}

/**
 * The person with this id, for themselves and for the union that owns their entry of the pool.
 * @param speakerId known already where the person is erased
 * @throws NotFound for everybody else just as for somebody who does not exist
 */
export async function subjectFor(asking: Person, id: string, now: Date, speakerId?: string): Promise<Subject> {
  const person = await get(Person, personKey(asking.city, id), { consistent: true });
  const entry = person?.speakerId ?? speakerId;
  // Looked for in any case: the work done tells nobody whether there is such a person, or a speaker.
  const speaker = await get(Speaker, speakerKey(asking.city, entry ?? 'nobody'), { consistent: true });
  const related = { self: [id, ...(entry === undefined ? [] : [entry])], 'pool-unions': speaker ? [speaker.union] : [] };
  const [by] = capacities('manage-personal-data', asking, related, now.toISOString());
  const organisation = speaker?.union ?? person?.memberships[0]?.organisation ?? by?.organisation;
  if (!by || organisation === undefined) throw new NotFound();
  return { id, person, speaker, by, organisation };
}
