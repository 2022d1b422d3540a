import * as z from 'zod/mini';
import { city, lineage, organisation, units } from '../access/directory.ts';
import { active, capacities, hasRole, may } from '../access/may.ts';
import type { Membership, Person } from '../access/person.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { ok, route } from '../platform/api.ts';
import { statisticsOf } from '../platform/keys.ts';
import { Forbidden, NotFound } from '../platform/problems.ts';
import { query as queryTable } from '../platform/table.ts';
import { statisticsReport } from './contract.ts';
import { csv, wantsCsv } from './csv.ts';
import { StatisticsRow } from './row.ts';
import { statisticsTable } from './statistics-table.ts';

export const statistics = route(statisticsReport, async ({ query, person, headers, now }) => {
  const rows = await rowsFor(person, query.unit, query.month, now);
  const table = statisticsTable(rows, catalogueOf(await city(person.city)));
  if (!wantsCsv(query.format, headers)) return ok(table);
  return csv(`statistics-${query.unit ?? 'all'}-${query.month}`, [table.columns, ...table.rows]);
});

/** @throws NotFound for a unit that is unknown or not theirs; Forbidden for those whose role has no report */
async function rowsFor(person: Person, wanted: string | undefined, month: string, now: Date): Promise<StatisticsRow[]> {
  const at = now.toISOString();
  const held = active(person, at);
  if (!hasRole(person, ['read-report', 'read-own-rows'], at)) throw new Forbidden();
  const rows: StatisticsRow[] = [];
  let allowed = false;
  for (const unit of (await units(person.city)).values()) {
    // Looked up for every unit, so that one that is not theirs costs what an unknown one does.
    const [unions, authorities] = await Promise.all([lineage(person.city, unit.union), lineage(person.city, unit.education)]);
    const school = await schoolsOf(person, unit.id, held);
    const all = may('read-report', person, { unions, authorities }, at) !== undefined;
    const own = capacities('read-own-rows', person, { school }, at).map(({ organisation }) => organisation);
    if ((wanted !== undefined && unit.id !== wanted) || (!all && own.length === 0)) continue;
    allowed = true;
    const found = z.parse(z.array(StatisticsRow), await queryTable(statisticsOf(person.city, unit.id), { prefix: month }));
    rows.push(...found.filter(({ schools }) => all || schools.some(({ id }) => own.includes(id))));
  }
  if (!allowed) throw new NotFound();
  return rows;
}

/** The person's own schools that belong to a unit. */
async function schoolsOf({ city: cityId }: Person, unit: string, held: Membership[]): Promise<string[]> {
  const own = held.filter(({ role }) => role === 'school').map((membership) => organisation(cityId, membership.organisation));
  return (await Promise.all(own)).flatMap((school) => (school?.unit === unit ? [school.id] : []));
}
