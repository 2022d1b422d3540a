import { listOrganisations } from '../../organisations/contract.ts';
import type { Client } from '../client.ts';

/** What the city's unions are called, by their codes. */
export async function unionNames(client: Client): Promise<Map<string, string>> {
  const { organisations } = await client.call(listOrganisations, { query: { kind: 'union', limit: '100' } });
  return new Map(organisations.map(({ id, name }) => [id, name]));
}
