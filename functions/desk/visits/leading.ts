import { getOrganisation } from '../../organisations/contract.ts';
import type { Visitor } from '../desk.ts';
import { missing } from '../names.ts';
import type { Visit } from './visit-facts.ts';

/** Who has a say in a visit as a whole: its school, and the union that is responsible with those above it. */
export type Leading = 'school' | 'union';

/** For which of them the reader acts; undefined for all others who may see the visit, such as the union of a speaker. */
export async function leadingOf(
  { school, union }: Pick<Visit, 'school' | 'union'>,
  visitor: Pick<Visitor, 'client' | 'me'>,
): Promise<Leading | undefined> {
  const { organisations } = visitor.me;
  if (organisations.some(({ id, role }) => role === 'school' && id === school.id)) return 'school';
  return (await isResponsible(union, visitor)) ? 'union' : undefined;
}

/** Whether the reader acts for this union or for one above it. */
export async function isResponsible(union: string, { client, me }: Pick<Visitor, 'client' | 'me'>): Promise<boolean> {
  const own = new Set(me.organisations.filter(({ role }) => role === 'union').map(({ id }) => id));
  if (own.size === 0) return false;
  const line: string[] = [];
  for (let next: string | undefined = union; next !== undefined && !line.includes(next); ) {
    if (own.has(next)) return true;
    line.push(next);
    next = (await client.call(getOrganisation, { params: { id: next } }).catch(missing))?.parent;
  }
  return false;
}
