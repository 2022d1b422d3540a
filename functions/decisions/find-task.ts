import { hasRole, recorders } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { recordersOf } from '../access/responsible.ts';
import { Step } from '../deadlines/policy.ts';
import { loadVisit, poolUnionsOf, type VisitCore } from '../visits/store.ts';
import type { Actor } from '../visits/visit.ts';
import { parseTaskId, type Task, taskName } from './task.ts';

/** A task by its id on the wire, with its visit; `asks` is what the id alone says. */
export async function findTask({ city }: Person, id: string, consistent = false) {
  const parsed = parseTaskId(id);
  const core = parsed && (await loadVisit(city, parsed.visit, consistent));
  const task = core?.tasks.find((candidate) => taskName(candidate) === parsed?.name);
  return { core, task, asks: parsed && askedBy(city, parsed.name) };
}

/** The step that an id names, and a party like those that are asked in it: what a task that does not exist would be about. */
function askedBy(city: string, name: string): Pick<Task, 'city' | 'step' | 'party'> | undefined {
  const [, named, , , ...employer] = name.split('.');
  const step = Step.safeParse(named).data;
  return step && { city, step, party: employer.join('.') || 'nobody' };
}

/**
 * In which capacities somebody enters the answer of a party. For a task that does not exist the same is looked up as for one that is
 * not theirs, so that the work done tells nobody which it was.
 */
export async function recordersFor(
  person: Person,
  { task, asks }: Pick<Awaited<ReturnType<typeof findTask>>, 'task' | 'asks'>,
  now: Date,
  poolUnion?: string,
): Promise<Actor[]> {
  const at = now.toISOString();
  const asked = task ?? asks;
  if (!asked || !hasRole(person, [`record ${asked.step}`], at)) return [];
  return recorders(person, asked.step, await recordersOf(asked, poolUnion), at);
}

/** The union of the speaker who is asked, as long as they sit there: known without a read. */
export function askedSpeakersUnion(core: VisitCore, { seat, party }: Task): string | undefined {
  const sits = core.seats.some((each) => each.seat === seat && each.speaker === party);
  return sits ? poolUnionsOf(core).get(seat) : undefined;
}
