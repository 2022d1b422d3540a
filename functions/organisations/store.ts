import * as z from 'zod/mini';
import { city as cityRecord, lineage, units } from '../access/directory.ts';
import { Organisation } from '../access/organisation.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { organisationKey, organisationsOf } from '../platform/keys.ts';
import { get, query, type Range } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import type { Surroundings } from './placing.ts';

/** As it stands in the table now, past what is kept in memory. */
export const loadOrganisation = (city: string, id: string): Promise<Organisation | undefined> =>
  get(Organisation, organisationKey(city, id), { consistent: true });

export const organisations = async (city: string, range: Range = {}): Promise<Organisation[]> =>
  z.parse(z.array(Organisation), await query(organisationsOf(city), range));

/** Writes a record over the one that was read; whoever was faster makes this one read again. */
export const organisationWrite = (city: string, before: Organisation | undefined, after: Organisation): Write => ({
  put: { ...organisationKey(city, after.id), ...after, version: (before?.version ?? 0) + 1 },
  where: before ? { version: before.version ?? { missing: true } } : 'absent',
});

/** What a record with this superior is held against. */
export async function surroundings(city: string, parent: string | undefined): Promise<Surroundings> {
  const [known, record, superior, parentLine] = await Promise.all([
    units(city),
    cityRecord(city),
    parent === undefined ? undefined : loadOrganisation(city, parent),
    parent === undefined ? [] : lineage(city, parent),
  ]);
  const { levels, districts } = catalogueOf(record);
  return { units: known, levels, districts, parent: superior, parentLine };
}
