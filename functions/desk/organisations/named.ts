import { getOrganisation } from '../../organisations/contract.ts';
import { type Answered, type Client, Refused } from '../client.ts';

export type Organisation = Answered<typeof getOrganisation>;

/** So many are asked for at once. */
const ABREAST = 10;

/** These organisations by their ids, each asked for once; what is not there, or not in the city, is left out. */
export async function organisationsBy(client: Client, ids: readonly string[]): Promise<Map<string, Organisation>> {
  const found = new Map<string, Organisation>();
  const wanted = [...new Set(ids)];
  for (let i = 0; i < wanted.length; i += ABREAST)
    await Promise.all(
      wanted.slice(i, i + ABREAST).map(async (id) => {
        const organisation = await client.call(getOrganisation, { params: { id } }).catch(missing);
        if (organisation) found.set(id, organisation);
      }),
    );
  return found;
}

/** @throws whatever is not a 404 */
export function missing(error: unknown): undefined {
  if (error instanceof Refused && error.status === 404) return undefined;
  throw error;
}
