import { organisation } from '../access/directory.ts';
import { addedRoles } from '../access/may.ts';
import type { Role } from '../access/person.ts';
import { poolUnionOf, unionOf } from '../access/responsible.ts';
import type { Task } from './task.ts';

/**
 * The superior in the line of the step, so that somebody there may decide it: an employer's is its union (工会隶属关系), also where
 * the employer is a school; a speaker's the union that owns the pool entry.
 */
export async function superiorOf({ city, step, party }: Pick<Task, 'city' | 'step' | 'party'>): Promise<string | undefined> {
  if (step === 'speaker-confirmation') return poolUnionOf(city, party);
  if (step === 'employer-release') return unionOf(city, party);
  const asked = await organisation(city, party);
  const parent = asked?.parent === undefined ? undefined : await organisation(city, asked.parent);
  const [kind] = addedRoles(step);
  return parent?.kinds.some((each) => each === kind) ? parent.id : undefined;
}

/** In which role the party of a question answers it. */
export const roleAsked = (step: Task['step']): Role => ROLES[step];
const ROLES: Record<Task['step'], Role> = {
  'union-approval': 'union',
  clearance: 'education',
  'employer-release': 'employer',
  'speaker-confirmation': 'speaker',
  'school-confirmation': 'school',
  statistics: 'school',
};
