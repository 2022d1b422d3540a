import { putInForce } from './administrator.ts';
import { type Cost, unitsOf } from './units.ts';
import type { Stage, Walked, Way } from './way.ts';
import { oneSeat, unionDeclines, ways } from './ways.ts';

/** How a way ended: its visits, or what stopped it. */
export type End = Walked | { error: unknown };

/** The good way with one seat, and its DynamoDB units: the functions are warm and nothing else is under way. */
export async function walkMeasured(stage: Stage): Promise<{ declined: End; good: End } & Cost> {
  const { city } = stage.time;
  const [declined] = await walk(stage, [unionDeclines]);
  // Until nothing of that visit is left to be looked after.
  await city.until('2026-03-06T09:00:00+08:00');
  const { result, ...cost } = await unitsOf(city, () => walk(stage, [oneSeat]));
  return { declined: declined!, good: result[0]!, ...cost };
}

/**
 * All ways: the measured one first, the others then side by side, and at the end, one after the other, those for which the city
 * chooses another procedure.
 */
export async function walkAll(stage: Stage): Promise<{ ends: Map<Way, End> } & Cost> {
  const { declined, good, ...cost } = await walkMeasured(stage);
  const { city } = stage.time;
  await city.until('2026-03-17T09:00:00+08:00');
  const others = ways.filter((way) => way !== unionDeclines && way !== oneSeat && !way.policy);
  const told = await walk(stage, others);
  const ends = new Map(others.map((way, i) => [way, told[i]!]));
  for (const way of ways) {
    if (!way.policy) continue;
    await putInForce(city, way.policy);
    ends.set(way, (await walk(stage, [way]))[0]!);
  }
  return { ends: ends.set(unionDeclines, declined).set(oneSeat, good), ...cost };
}

async function walk(stage: Stage, some: Way[]): Promise<End[]> {
  const told = await stage.time.tell(some.map((way) => () => way.walk(stage)));
  return told.map((one) => {
    if (one.status === 'rejected') return { error: one.reason };
    return typeof one.value === 'string' ? { visits: [one.value] } : one.value;
  });
}
