import * as z from 'zod/mini';
import { city as cityRecord, units } from '../access/directory.ts';
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

/** What a record with this superior is held against, and the superiors as they were read for it, nearest first. */
export async function surroundings(
  city: string,
  parent: string | undefined,
): Promise<Surroundings & { superiors: readonly Organisation[] }> {
  const [known, record, superiors] = await Promise.all([units(city), cityRecord(city), superiorsFrom(city, parent)]);
  const { levels, districts } = catalogueOf(record);
  return { units: known, levels, districts, parent: superiors[0], parentLine: superiors.map(({ id }) => id), superiors };
}

/** The line as it stands in the table: what is kept in memory may be a minute old, long enough to close a circle. */
async function superiorsFrom(city: string, parent: string | undefined): Promise<Organisation[]> {
  const line: Organisation[] = [];
  for (let next = parent; next !== undefined && !line.some(({ id }) => id === next); next = line.at(-1)?.parent) {
    const found = await loadOrganisation(city, next);
    if (!found) break;
    line.push(found);
  }
  return line;
}

/** That all superiors still stand as they were read: nobody moves or merges one of them at the same moment. */
export const standing = (city: string, { superiors }: { superiors: readonly Organisation[] }): Write[] =>
  superiors.map(({ id, version }) => ({ check: organisationKey(city, id), where: { version: version ?? { missing: true } } }));
