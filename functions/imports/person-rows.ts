import * as z from 'zod/mini';
import type { Organisation } from '../access/organisation.ts';
import { roles } from '../catalogue/roles.ts';
import { instantAt, plusDays } from '../deadlines/shanghai-time.ts';
import { GrantableRole, type NewMembership } from '../people/contract.ts';
import { fieldError, fieldErrors } from '../platform/reasons.ts';
import { Day, Line, Phone } from '../platform/schema.ts';
import { type Column, type Finding, isScientific, named, type Row } from './columns.ts';

/** A list of people, one row for each role of somebody. Pure. */

export type PersonField = 'name' | 'phone' | 'organisation' | 'role' | 'from' | 'to' | 'head';

export const PERSON_COLUMNS = {
  name: { zh: '姓名', en: 'name', required: true },
  phone: { zh: '手机号', en: 'phone', required: true },
  organisation: { zh: '单位', en: 'organisation', required: true },
  role: { zh: '角色', en: 'role', required: true },
  from: { zh: '开始日期', en: 'from' },
  to: { zh: '结束日期', en: 'to' },
  head: { zh: '分管领导', en: 'head' },
} as const satisfies Record<PersonField, Column>;

export interface ReadPerson {
  row: number;
  name: string;
  phone: string;
  membership: NewMembership;
}

/** Days of our own time: others would not sort. */
const NearDay = Day.check(z.refine((day) => day > '1949' && day < '2200', { error: 'day' }));
const Cells = z.object({ name: Line(30), phone: Phone, from: z.optional(NearDay), to: z.optional(NearDay) });

/** What a cell says that asks yes or no. */
const SAYS: Record<string, boolean> = { 是: true, yes: true, 否: false, no: false };

/** Reads a row; an organisation by its code, else by its name where only one has it. Days are whole ones in Asia/Shanghai. */
export function readPerson(
  { row, cells }: Row<PersonField>,
  organisations: ReadonlyMap<string, Organisation>,
): { read?: ReadPerson; problems: Finding[] } {
  const problems: Finding[] = [];
  const wrong = (field: PersonField, code: string) => problems.push({ row, ...fieldError(PERSON_COLUMNS[field].zh, code) });
  if (isScientific(cells.phone)) wrong('phone', 'scientific');
  const checked = z.safeParse(Cells, cells, { reportInput: true });
  for (const issue of checked.error?.issues ?? [])
    for (const error of fieldErrors(issue))
      problems.push({ row, ...error, path: PERSON_COLUMNS[error.path as PersonField].zh });
  const role = cells.role === undefined ? undefined : GrantableRole.safeParse(named(roles, cells.role)?.code).data;
  if (cells.role !== undefined && !role) wrong('role', 'unknown');
  const called = [...organisations.values()].filter(({ name }) => name === cells.organisation);
  const found = organisations.get(cells.organisation ?? '') ?? called[0];
  if (cells.organisation !== undefined && !found) wrong('organisation', 'unknown-organisation');
  if (found?.id !== cells.organisation && called.length > 1) wrong('organisation', 'ambiguous');
  const head = cells.head === undefined ? undefined : SAYS[cells.head.toLowerCase()];
  if (cells.head !== undefined && head === undefined) wrong('head', 'yes-or-no');
  if (!checked.success || !role || !found || problems.length > 0) return { problems };
  const { name, phone, from, to } = checked.data;
  const membership: NewMembership = {
    ...{ organisation: found.id, role },
    ...(from !== undefined && { from: instantAt(from, '00:00') }),
    ...(to !== undefined && { to: instantAt(plusDays(to, 1), '00:00') }),
    ...(head !== undefined && { head }),
  };
  return { read: { row, name, phone, membership }, problems };
}
