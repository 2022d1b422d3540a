import { organisation, policy } from '../access/directory.ts';
import type { Organisation } from '../access/organisation.ts';
import { chineseWorkingDays } from '../deadlines/working-days.ts';
import { heldTimes, months } from '../matching/diary.ts';
import { readFacts } from '../matching/facts.ts';
import { Ledger } from '../matching/ledger.ts';
import { speakersById } from '../talent/pool.ts';
import { slotOf } from '../visits/slot.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Case } from './step-rule.ts';
import type { Task } from './task.ts';

/** Reads what the rule of a step needs besides the visit itself; `speakers` are those it named. */
export async function loadCase(core: VisitCore, task: Task, speakers: string[], now: Date, consistent: boolean): Promise<Case> {
  const { visit, request } = core;
  const cityPolicy = await policy(visit.city, visit.policy);
  // Only the statistics tell organisations by name.
  const named = task.step === 'statistics' ? [visit.school, visit.union, ...request.otherSchools] : [];
  const held = heldTimes(request, slotOf(visit), cityPolicy);
  const [facts, pool, organisations] = await Promise.all([
    readFacts(visit.city, speakers, months(held), consistent),
    speakersById(visit.city, speakers),
    organisationsById(visit.city, named),
  ]);
  return {
    ...core,
    task,
    policy: cityPolicy,
    days: chineseWorkingDays,
    now,
    ledger: new Ledger(visit.city, facts),
    pool,
    organisations,
  };
}

/** Some organisations by id; unknown ones are left out. */
export async function organisationsById(city: string, ids: string[]): Promise<Map<string, Organisation>> {
  const found = await Promise.all([...new Set(ids)].map((id) => organisation(city, id)));
  return new Map(found.flatMap((one) => (one ? [[one.id, one]] : [])));
}
