import * as z from 'zod/mini';
import type { Organisation, OrganisationKind, Unit } from '../access/organisation.ts';
import type { CatalogueEntry } from '../catalogue/entry.ts';
import { moves, problemsOf } from '../organisations/placing.ts';
import { fieldError, fieldErrors } from '../platform/reasons.ts';
import { Code, Line, Phone } from '../platform/schema.ts';
import { type Column, type Finding, isScientific, listed, named, type Row } from './columns.ts';

/** A list of schools or of employers, row by row. Pure. */

export type OrganisationField =
  | 'code'
  | 'name'
  | 'unit'
  | 'parent'
  | 'levels'
  | 'district'
  | 'address'
  | 'contactName'
  | 'contactPhone';

const common = {
  code: { zh: '代码', en: 'code', required: true },
  name: { zh: '名称', en: 'name', required: true },
  district: { zh: '区县', en: 'district' },
  address: { zh: '地址', en: 'address' },
  contactName: { zh: '联系人', en: 'contact' },
  contactPhone: { zh: '联系电话', en: 'phone' },
} as const satisfies Partial<Record<OrganisationField, Column>>;

/** A school without a superior of its own stands below the authority of its unit. */
export const SCHOOL_COLUMNS = {
  ...common,
  unit: { zh: '计划单位', en: 'unit', required: true },
  parent: { zh: '主管教育部门', en: 'education authority' },
  levels: { zh: '学校层次', en: 'levels', required: true },
} as const satisfies Partial<Record<OrganisationField, Column>>;

export const EMPLOYER_COLUMNS = {
  ...common,
  parent: { zh: '所属工会', en: 'union', required: true },
} as const satisfies Partial<Record<OrganisationField, Column>>;

const COLUMNS: Partial<Record<OrganisationKind, Partial<Record<OrganisationField, Column>>>> = {
  school: SCHOOL_COLUMNS,
  employer: EMPLOYER_COLUMNS,
};

/** What a row is held against. */
export interface City {
  /** All organisations by code. */
  organisations: ReadonlyMap<string, Organisation>;
  units: ReadonlyMap<string, Unit>;
  levels: readonly CatalogueEntry[];
  districts: readonly CatalogueEntry[];
}

/** What a row says, as the record it would become beside what is there; a contact's number is not sealed yet, and stands apart. */
export interface ReadOrganisation {
  row: number;
  before: Organisation | undefined;
  after: Organisation;
  contactName: string | undefined;
  phone: string | undefined;
}

const Cells = z.object({
  code: Code,
  name: Line(60),
  address: z.optional(Line(100)),
  contactName: z.optional(Line(30)),
  contactPhone: z.optional(Phone),
});

/** Reads a row; with problems there is no record. An empty cell leaves what is there. */
export function readOrganisation(
  kind: 'school' | 'employer',
  { row, cells }: Row<OrganisationField>,
  city: City,
): { read?: ReadOrganisation; problems: Finding[]; warnings: Finding[] } {
  const columns = COLUMNS[kind]!;
  const problems: Finding[] = [];
  const wrong = (field: OrganisationField, code: string) =>
    problems.push({ row, ...fieldError(columns[field]?.zh ?? field, code) });
  if (isScientific(cells.contactPhone)) wrong('contactPhone', 'scientific');
  const checked = z.safeParse(Cells, cells, { reportInput: true });
  for (const issue of checked.error?.issues ?? [])
    for (const error of fieldErrors(issue))
      problems.push({ row, ...error, path: columns[error.path as OrganisationField]?.zh ?? error.path });

  const units = [...city.units.values()].map(({ id, name }) => ({ code: id, zh: name }));
  const unit = cells.unit === undefined ? undefined : named(units, cells.unit)?.code;
  if (cells.unit !== undefined && unit === undefined) wrong('unit', 'unknown-unit');
  const levels = listed(cells.levels).map((cell) => named(city.levels, cell)?.code);
  if (levels.includes(undefined)) wrong('levels', 'unknown');
  const district = cells.district === undefined ? undefined : named(city.districts, cells.district)?.code;
  if (cells.district !== undefined && district === undefined) wrong('district', 'unknown');
  // An empty cell leaves what stands; a newcomer without one stands below its unit's authority, or what has taken that over.
  const known = city.organisations.get(cells.code ?? '');
  const stands = known?.kinds.includes(kind) ? known.parent : undefined;
  const ofUnit = unit === undefined ? undefined : successorOf(city, city.units.get(unit)?.education);
  const superior = cells.parent ?? stands ?? ofUnit;
  const found = superior === undefined ? [] : calledSo(city, superior, kind === 'school' ? 'education' : 'union');
  if (found.length > 1) wrong('parent', 'ambiguous');
  if (found.length === 0 && superior !== undefined) wrong('parent', 'unknown-superior');
  if (!checked.success || problems.length > 0) return { problems, warnings: [] };

  const { code, name, address, contactName, contactPhone } = checked.data;
  const before = city.organisations.get(code);
  if (before?.successor !== undefined) wrong('code', 'merged');
  const contact = contactName ?? before?.contact?.name;
  if (contactPhone !== undefined && contact === undefined) wrong('contactName', 'required');
  if (contactName !== undefined && contactPhone === undefined && !before?.contact) wrong('contactPhone', 'required');
  const after: Organisation = {
    ...before,
    ...{ id: code, name, kinds: [...new Set([...(before?.kinds ?? []), kind])], parent: found[0]!.id },
    ...(unit !== undefined && { unit }),
    ...(kind === 'school' && { levels: levels as string[] }),
    ...(district !== undefined && { district }),
    ...(address !== undefined && { address }),
    ...(contact !== undefined && before?.contact && { contact: { ...before.contact, name: contact } }),
  };
  const parentLine = lineOf(city, found[0]!.id);
  for (const { path, code: reason } of problemsOf(after, { ...city, parent: found[0], parentLine })) {
    if (before && !moves(before, after) && ['parent', 'unit'].includes(path)) continue;
    const field = path.split('.')[0] as OrganisationField;
    wrong(columns[field] ? field : 'code', reason);
  }
  const namesake = [...city.organisations.values()].some(
    (each) => each.id !== code && each.name === name && each.kinds.includes(kind) && each.successor === undefined,
  );
  const warnings = namesake ? [{ row, ...fieldError(columns.name!.zh, 'same-name') }] : [];
  return problems.length > 0
    ? { problems, warnings }
    : { read: { row, before, after, contactName, phone: contactPhone }, problems, warnings };
}

/** Who acts for an organisation now, however often it was taken over. */
function successorOf({ organisations }: City, id: string | undefined): string | undefined {
  const next = id === undefined ? undefined : organisations.get(id)?.successor;
  return next === undefined ? id : successorOf({ organisations } as City, next);
}

/** Organisations of a kind by code, else by name. */
function calledSo({ organisations }: City, cell: string, kind: OrganisationKind): Organisation[] {
  const byCode = organisations.get(cell);
  return byCode ? [byCode] : [...organisations.values()].filter(({ name, kinds }) => name === cell && kinds.includes(kind));
}

function lineOf({ organisations }: City, id: string): string[] {
  const line: string[] = [];
  for (let next: string | undefined = id; next !== undefined && !line.includes(next); next = organisations.get(next)?.parent)
    line.push(next);
  return line;
}

/** Codes that stand in the table twice. */
export const twice = (kind: 'school' | 'employer', rows: readonly Row<OrganisationField>[]): Finding[] =>
  rows
    .filter(({ cells }, i) => rows.findIndex((other) => other.cells.code === cells.code) !== i)
    .map(({ row }) => ({ row, ...fieldError(COLUMNS[kind]!.code!.zh, 'duplicate') }));
