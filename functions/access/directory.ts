import * as z from 'zod/mini';
import { CityCatalogue } from '../catalogue/city.ts';
import { Policy, withDatesOf } from '../deadlines/policy.ts';
import { GONE } from '../personal/gone.ts';
import { CITIES, cityKey, type Key, organisationKey, personKey, policyKey, speakerKey, unitsOf } from '../platform/keys.ts';
import { get, query } from '../platform/table.ts';
import type { Visit } from '../visits/visit.ts';
import { Organisation, Unit } from './organisation.ts';

/**
 * The city's slowly changing records, kept in memory for a minute: organisations, units, policy, the city itself. People are
 * never kept, because a revoked right must act at the next request.
 */
const FRESH_FOR = 60_000;
const kept = new Map<string, { until: number; value: Promise<unknown> }>();

function keep<T>(name: string, load: () => Promise<T>, freshFor = FRESH_FOR): Promise<T> {
  const now = Date.now();
  const found = kept.get(name);
  if (found && found.until > now) return found.value as Promise<T>;
  const value = load();
  kept.set(name, { until: now + freshFor, value });
  value.catch(() => kept.delete(name));
  return value;
}

const kept1 = <T>(schema: z.ZodMiniType<T>, key: Key) => keep(`${key.pk} ${key.sk}`, () => get(schema, key));

/** A city (tenant): its names and lists, and which policy is in force. */
export const City = z.extend(CityCatalogue, { policy: z.int() });
export type City = z.infer<typeof City>;

export async function city(id: string): Promise<City> {
  const found = await kept1(City, cityKey(id));
  if (!found) throw new Error(`city ${id} is not in the table`);
  return found;
}

/** Cities are added seldom: what looks after all of them may find a new one so much later. */
const CITIES_FRESH_FOR = 3_600_000;

/** The ids of all cities of this deployment. */
export const cities = async (): Promise<string[]> =>
  (await keep('cities', () => query(CITIES), CITIES_FRESH_FOR)).map((item) => item.sk as string);

export const organisation = (cityId: string, id: string): Promise<Organisation | undefined> =>
  kept1(Organisation, organisationKey(cityId, id));

/** A person's name, for whoever reads what that person did; no right hangs on it. */
export const personName = async (cityId: string, id: string): Promise<string> =>
  (await kept1(z.object({ name: z.string() }), personKey(cityId, id)))?.name ?? GONE;

/** A speaker's name as the pool has it; undefined for an id that is none. */
export const speakerName = async (cityId: string, id: string): Promise<string | undefined> =>
  (await kept1(z.object({ name: z.string() }), speakerKey(cityId, id)))?.name;

/** The units of a city by code. */
export const units = (cityId: string): Promise<Map<string, Unit>> =>
  keep(unitsOf(cityId), async () => {
    const items = z.parse(z.array(Unit), await query(unitsOf(cityId)));
    return new Map(items.map((unit) => [unit.id, unit]));
  });

/** A version of the policy never changes, so it is kept for good; a visit keeps the one it began with. */
export function policy(cityId: string, version: number): Promise<Policy> {
  const load = async () => {
    const found = await get(Policy, policyKey(cityId, version));
    if (!found) throw new Error(`policy ${version} of ${cityId} is not in the table`);
    return found;
  };
  return keep(`policy ${cityId} ${version}`, load, Number.POSITIVE_INFINITY);
}

/** What holds for a visit: the policy with which it began, and the dates of the one that was last extended to it. */
export async function policyOf({
  city: cityId,
  policy: began,
  dates,
}: Pick<Visit, 'city' | 'policy' | 'dates'>): Promise<Policy> {
  const own = await policy(cityId, began);
  return dates === undefined || dates === began ? own : withDatesOf(own, await policy(cityId, dates));
}

/** The organisation and all above it in its line, nearest first. */
export async function lineage(cityId: string, id: string): Promise<string[]> {
  const line: string[] = [];
  for (let next: string | undefined = id; next !== undefined && !line.includes(next); ) {
    line.push(next);
    next = (await organisation(cityId, next))?.parent;
  }
  return line;
}
