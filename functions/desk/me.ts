import type { Role } from '../access/person.ts';
import { getPerson } from '../people/contract.ts';
import type { Client } from './client.ts';

/** Whoever is signed in, as the desk needs to know them. */
export interface Me {
  id: string;
  name: string;
  roles: Role[];
  /** Their entry of the pool, of somebody who is a speaker. */
  speakerId?: string;
  /** The organisations for which they act, by the role. */
  organisations: { id: string; role: Role }[];
}

/** Asks who is signed in; memberships that are over, or have not begun, do not count. */
export async function whoIs(client: Client, now: Date): Promise<Me> {
  const { id, name, memberships, speakerId } = await client.call(getPerson, { params: { id: 'me' } });
  const instant = now.toISOString();
  const active = memberships.filter(({ from, to }) => (from ?? '') <= instant && (to === undefined || instant < to));
  const organisations = active.map(({ organisation, role }) => ({ id: organisation, role }));
  const roles = new Set<Role>([...active.map(({ role }) => role), ...(speakerId === undefined ? [] : (['speaker'] as const))]);
  return { id, name, roles: [...roles], organisations, ...(speakerId !== undefined && { speakerId }) };
}
