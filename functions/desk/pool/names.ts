import { getOrganisation, listOrganisations } from '../../organisations/contract.ts';
import { type Answered, type Client, Refused } from '../client.ts';
import type { Me } from '../me.ts';

type Organisation = Answered<typeof getOrganisation>;

/** Organisations are read by whoever acts for one; a speaker sees codes instead of names. */
const mayRead = ({ roles }: Me): boolean => roles.some((role) => role !== 'speaker');

/** What the city's unions are called, by their codes. */
export async function unionNames(client: Client, me: Me): Promise<Map<string, string>> {
  if (!mayRead(me)) return new Map();
  const { organisations } = await client.call(listOrganisations, { query: { kind: 'union', limit: '100' } });
  return new Map(organisations.map(({ id, name }) => [id, name]));
}

/** Some organisations, by their codes; what is not to be read is left out. */
export async function organisationsOf(client: Client, me: Me, ids: readonly string[]): Promise<Map<string, Organisation>> {
  if (!mayRead(me)) return new Map();
  const read = async (id: string): Promise<[string, Organisation][]> => {
    try {
      return [[id, await client.call(getOrganisation, { params: { id } })]];
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return [];
      throw error;
    }
  };
  return new Map((await Promise.all([...new Set(ids)].map(read))).flat());
}
