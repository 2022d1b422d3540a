import { organisation, policyOf } from '../access/directory.ts';
import type { Organisation } from '../access/organisation.ts';
import { workingDaysOf } from '../deadlines/working-days.ts';
import { heldTimes, months } from '../matching/diary.ts';
import { readFacts } from '../matching/facts.ts';
import { Ledger } from '../matching/ledger.ts';
import { clearedOf, speakersById } from '../talent/pool.ts';
import { slotOf } from '../visits/slot.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Slot } from '../visits/visit.ts';
import type { Case, Situation } from './step-rule.ts';
import type { Task } from './task.ts';

/**
 * Reads what a change of the visit needs besides the visit itself: the pool entries of these speakers, their loads, and their
 * diaries where the visit and the other `slots` lie.
 */
export async function loadSituation(
  core: VisitCore,
  speakers: string[],
  now: Date,
  consistent: boolean,
  slots: Slot[] = [],
): Promise<Situation> {
  const { visit, request } = core;
  const cityPolicy = await policyOf(visit);
  const held = [
    ...(visit.slot ? heldTimes(request, slotOf(visit), cityPolicy) : []),
    ...slots.flatMap((slot) => heldTimes({ ...request, slots }, slot, cityPolicy)),
  ];
  const [facts, pool] = await Promise.all([
    readFacts(visit.city, speakers, months(held), consistent),
    speakersById(visit.city, [...speakers, ...(cityPolicy.clearance ? foreseen(core) : [])]),
  ]);
  const ledger = new Ledger(visit.city, facts);
  const cleared = cityPolicy.clearance ? await clearedOf(visit.city, pool, consistent) : new Set<string>();
  return { ...core, policy: cityPolicy, days: workingDaysOf(cityPolicy.calendar), now, ledger, pool, cleared };
}

/** Whoever sits in the visit, or may step in. */
const foreseen = ({ visit, seats }: VisitCore) => [
  ...seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])),
  ...visit.reserves,
];

/** Reads what the rule of a step needs; `speakers` are those it named. */
export async function loadCase(core: VisitCore, task: Task, speakers: string[], now: Date, consistent: boolean): Promise<Case> {
  const { visit, request } = core;
  // Only the statistics tell organisations by name.
  const named = task.step === 'statistics' ? [visit.school, visit.union, ...request.otherSchools] : [];
  const [situation, organisations] = await Promise.all([
    loadSituation(core, speakers, now, consistent),
    organisationsById(visit.city, named),
  ]);
  return { ...situation, task, organisations };
}

/** Some organisations by id; unknown ones are left out. */
export async function organisationsById(city: string, ids: string[]): Promise<Map<string, Organisation>> {
  const found = await Promise.all([...new Set(ids)].map((id) => organisation(city, id)));
  return new Map(found.flatMap((one) => (one ? [[one.id, one]] : [])));
}
