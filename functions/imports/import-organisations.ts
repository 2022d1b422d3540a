import { isDeepStrictEqual } from 'node:util';
import { city as cityRecord, units } from '../access/directory.ts';
import { may } from '../access/may.ts';
import type { Organisation } from '../access/organisation.ts';
import type { Person } from '../access/person.ts';
import { above, linesOf } from '../access/responsible.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { sealedContact } from '../organisations/contact.ts';
import { placement } from '../organisations/placement.ts';
import { moves } from '../organisations/placing.ts';
import { organisations, organisationWrite } from '../organisations/store.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Instant } from '../platform/schema.ts';
import type { Actor } from '../visits/visit.ts';
import { rowsOf } from './columns.ts';
import {
  type City,
  EMPLOYER_COLUMNS,
  type ReadOrganisation,
  readOrganisation,
  SCHOOL_COLUMNS,
  twice,
} from './organisation-rows.ts';
import type { Plan, PlannedRow } from './outcome.ts';

/** What a list of schools or employers would do, held against the city as it stands and against who asks. */
export async function planOrganisations(
  kind: 'school' | 'employer',
  cells: string[][],
  person: Person,
  now: Date,
): Promise<Plan> {
  const table = kind === 'school' ? rowsOf(cells, SCHOOL_COLUMNS) : rowsOf(cells, EMPLOYER_COLUMNS);
  const city = await cityOf(person.city);
  const read = table.rows.map((row) => readOrganisation(kind, row, city));
  const plan: Plan = {
    rows: [],
    problems: [...table.problems, ...twice(kind, table.rows), ...read.flatMap(({ problems }) => problems)],
    warnings: [...table.warnings, ...read.flatMap(({ warnings }) => warnings)],
  };
  for (const { read: record } of read) {
    if (!record) continue;
    const { by, problems } = await placing(record, person, now.toISOString());
    if (by && problems.length === 0) plan.rows.push(await planned(record, person.city, by, now));
    else
      plan.problems.push(
        ...problems.map(({ path, code }) => ({ row: record.row, ...fieldError(headingOf(kind, path), code) })),
      );
  }
  return plan;
}

async function cityOf(id: string): Promise<City> {
  const [all, known, record] = await Promise.all([organisations(id, { consistent: true }), units(id), cityRecord(id)]);
  const { levels, districts } = catalogueOf(record);
  return { organisations: new Map(all.map((each) => [each.id, each])), units: known, levels, districts };
}

/** In which capacity the person may do what the row says, and what of it is not theirs to do. */
async function placing(
  { before, after }: ReadOrganisation,
  person: Person,
  now: Instant,
): Promise<{ by: Actor | undefined; problems: FieldError[] }> {
  const notTheirs = { by: undefined, problems: [fieldError('code', 'unknown-organisation')] };
  if (!before || moves(before, after)) {
    const leaves = !before || may('place-organisation', person, { above: await above(person.city, before) }, now);
    return leaves ? placement(person, before, after, now) : notTheirs;
  }
  const by = may('change-organisation', person, { lines: await linesOf(person.city, before) }, now);
  return by ? { by, problems: [] } : notTheirs;
}

const headingOf = (kind: 'school' | 'employer', path: string): string =>
  ({ parent: kind === 'school' ? '主管教育部门' : '所属工会', unit: '计划单位', code: '代码' })[path] ?? path;

async function planned(
  { row, before, after, contactName, phone }: ReadOrganisation,
  city: string,
  by: Actor,
  now: Date,
): Promise<PlannedRow> {
  const number = phone === undefined ? undefined : { name: contactName ?? before!.contact!.name, phone };
  const contact = number && (await sealedContact(city, after.id, number, before?.contact));
  const sealed = contact ? { ...after, contact } : after;
  const of = { row, id: sealed.id, name: sealed.name };
  if (before && isDeepStrictEqual(before, sealed)) return { ...of, action: 'same', writes: [] };
  const told = before ? { from: changed(before, before, sealed), to: changed(sealed, before, sealed) } : { to: plain(sealed) };
  const event = organisationEventWrite(
    { city, organisation: sealed.id },
    before ? 'organisation-changed' : 'organisation-added',
    ...([now, by, { imported: true, ...told }] as const),
  );
  return { ...of, action: before ? 'change' : 'add', writes: [organisationWrite(city, before, sealed), event] };
}

/** A record as its events tell it: of a contact only that there is one. */
const plain = ({ robots: _, contact, ...record }: Organisation) => ({ ...record, ...(contact && { contact: {} }) });

/** Of a record what differs between the two. */
function changed(record: Organisation, before: Organisation, after: Organisation): Record<string, unknown> {
  const differs = (name: string) => !isDeepStrictEqual(before[name as keyof Organisation], after[name as keyof Organisation]);
  return Object.fromEntries(Object.entries(plain(record)).filter(([name]) => differs(name)));
}
