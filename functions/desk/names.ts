import type { getTask } from '../decisions/contract.ts';
import { getOrganisation } from '../organisations/contract.ts';
import { getSpeaker } from '../talent/contract.ts';
import { abreast } from './abreast.ts';
import { type Answered, type Client, Refused } from './client.ts';
import type { Me } from './me.ts';

/** What others are called, for pages on which the API answers with ids. */

/** The id, where the reader may not look the name up. */
const orId = (id: string) => (error: unknown) => {
  if (error instanceof Refused) return id;
  throw error;
};

export const organisationName = (client: Client, id: string): Promise<string> =>
  client.call(getOrganisation, { params: { id } }).then(({ name }) => name, orId(id));

export const speakerName = (client: Client, id: string): Promise<string> =>
  client.call(getSpeaker, { params: { id }, query: { numbers: 'false' } }).then(({ name }) => name, orId(id));

export type Organisation = Answered<typeof getOrganisation>;

/** These organisations by their ids, each asked for once; what is not there, or not in the city, is left out. */
export async function organisationsBy(client: Client, ids: readonly string[]): Promise<Map<string, Organisation>> {
  const found = new Map<string, Organisation>();
  await abreast([...new Set(ids)], async (id) => {
    const organisation = await client.call(getOrganisation, { params: { id } }).catch(missing);
    if (organisation) found.set(id, organisation);
  });
  return found;
}

/** @throws whatever is not a 404 */
export function missing(error: unknown): undefined {
  if (error instanceof Refused && error.status === 404) return undefined;
  throw error;
}

type Task = Answered<typeof getTask>;

/** The party that a question asks: a speaker, or an organisation. */
export async function partyName(task: Task, { client, me }: { client: Client; me: Me }): Promise<string> {
  const { kind, partyId: id } = task;
  if (kind !== 'speaker-confirmation') {
    const school = 'visit' in task ? task.visit.school : undefined;
    return school?.id === id ? school.name : organisationName(client, id);
  }
  if (me.speakerId === id) return me.name;
  const known = 'speakers' in task ? task.speakers.find((speaker) => speaker.id === id) : undefined;
  return known?.name ?? speakerName(client, id);
}
