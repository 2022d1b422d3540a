import * as z from 'zod/mini';
import { organisation, units } from '../access/directory.ts';
import type { Policy } from '../deadlines/policy.ts';
import { daysOf, instantAt, plusDays } from '../deadlines/shanghai-time.ts';
import { PARTY_INDEXES, partyOf, recordedKey, statisticsOf } from '../platform/keys.ts';
import { getAll, query, queryIndex } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { StatisticsRow } from '../reports/row.ts';
import { type Double, doublesOf, type KnownVisit, type Occasion } from './doubles.ts';
import { loadVisit, type VisitCore } from './store.ts';

/** Visits that may be the activity that is being recorded, each with the name of its school. */
export async function findDoubles(
  { visit, request, seats }: VisitCore,
  policy: Policy,
  now: Date,
  consistent: boolean,
): Promise<(Double & { schoolName: string })[]> {
  const occasion = {
    schools: [visit.school, ...request.otherSchools],
    days: daysOf(visit.slot!),
    speakers: seats.map(({ speaker }) => speaker!),
  };
  const rows = await rowsOn(visit.city, occasion.days);
  const submitted = [...rows.values()].filter(({ schools }) => schools.some(({ id }) => occasion.schools.includes(id)));
  const ids = new Set([...submitted.map((row) => row.visit), ...(await listedOn(visit.city, occasion, policy))]);
  const known = await Promise.all(
    [...ids].map(async (id): Promise<KnownVisit[]> => {
      const core = await loadVisit(visit.city, id, consistent);
      return core ? [{ ...core, row: rows.get(id) }] : [];
    }),
  );
  return Promise.all(
    doublesOf(occasion, known.flat(), now.toISOString()).map(async (double) => ({
      ...double,
      schoolName: (await organisation(visit.city, double.schoolId))?.name ?? double.schoolId,
    })),
  );
}

/**
 * Counts a recording for each school and day that it is about, conditional on what the count was before anybody looked for doubles:
 * of two who record the same activity at the same moment one looks again, and finds the other's.
 */
export async function countRecording({ visit, request }: VisitCore): Promise<Write[]> {
  const keys = [visit.school, ...request.otherSchools].flatMap((school) =>
    daysOf(visit.slot!).map((day) => recordedKey(visit.city, school, day)),
  );
  const counts = new Map(
    (await getAll(keys, { consistent: true })).map(({ pk, sk, count }) => [`${pk} ${sk}`, count as number]),
  );
  return keys.map((key): Write => {
    const count = counts.get(`${key.pk} ${key.sk}`);
    return { put: { ...key, count: (count ?? 0) + 1 }, where: count === undefined ? 'absent' : { count } };
  });
}

/**
 * The rows of all units on these days: where another unit's school led, the row stands in that one's table. Read consistently, so
 * that what somebody recorded a moment ago is found.
 */
async function rowsOn(city: string, days: string[]): Promise<Map<string, StatisticsRow>> {
  const tables = [...(await units(city)).keys()].flatMap((unit) =>
    days.map((day) => query(statisticsOf(city, unit), { prefix: day, consistent: true })),
  );
  const rows = z.parse(z.array(StatisticsRow), (await Promise.all(tables)).flat());
  return new Map(rows.map((row) => [row.visit, row]));
}

/** The visits in the lists of the schools; one with sessions may have begun some days before. */
async function listedOn(city: string, { schools, days }: Occasion, { slot }: Policy): Promise<string[]> {
  const between: [string, string] = [
    instantAt(plusDays(days[0]!, -slot.maximumDaysWithSessions), '00:00'),
    instantAt(days.at(-1)!, '24:00'),
  ];
  const lists = await Promise.all(schools.map((school) => queryIndex(PARTY_INDEXES[0], partyOf(city, school), { between })));
  return lists.flat().map(({ when }) => (when as string).split('#')[1]!);
}
