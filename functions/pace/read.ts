import * as z from 'zod/mini';
import { city, lineage, organisation, policy } from '../access/directory.ts';
import { hasRole, may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { taskKinds } from '../catalogue/visit-words.ts';
import type { Step } from '../deadlines/policy.ts';
import { workingDaysOf } from '../deadlines/working-days.ts';
import { ok, route } from '../platform/api.ts';
import { LATE, paceOf } from '../platform/keys.ts';
import { Forbidden } from '../platform/problems.ts';
import type { Instant } from '../platform/schema.ts';
import { query as queryTable } from '../platform/table.ts';
import { csv, wantsCsv } from '../reports/csv.ts';
import { paceReport } from './contract.ts';
import { type Figures, figuresOf } from './figures.ts';
import { monthsBetween } from './period.ts';
import { LateRow, PaceRow } from './row.ts';
import { workingHoursBetween } from './working-hours.ts';

interface Wanted {
  organisation?: string | undefined;
  step?: Step | undefined;
}

/** Of the visits for which somebody's union is responsible, or one below it. */
export const pace = route(paceReport, async ({ query, person, headers, now }) => {
  const at = now.toISOString();
  if (!hasRole(person, ['read-pace'], at)) throw new Forbidden();
  const months = monthsBetween(query.from, query.to);
  const [ended, late] = await Promise.all([
    Promise.all(months.map((month) => rowsOf(PaceRow, person, month, query, at))),
    rowsOf(LateRow, person, LATE, query, at),
  ]);
  const inForce = await policy(person.city, (await city(person.city)).policy);
  const days = workingDaysOf(inForce.calendar);
  const figures = figuresOf(
    ended.flat(),
    late.filter(({ until }) => until > at),
    (row) => workingHoursBetween(row.openedAt, row.at, inForce, days),
  );
  const rows = await Promise.all(
    figures.map(async (one) => ({ ...one, organisation: await named(person.city, one.organisation) })),
  );
  if (!wantsCsv(query.format, headers)) return ok({ from: query.from, to: query.to, rows });
  return csv(`pace-${query.from}-${query.to}`, [COLUMNS, ...rows.map(cells)]);
});

const COLUMNS = ['单位', '环节', '答复', '其中代录', '办理工时中位数(小时)', '按时率', '上级代办', '逾期未办', '目前超期'];

const cells = ({ organisation, step, ...row }: Omit<Figures, 'organisation'> & { organisation: { name: string } }) => [
  ...[organisation.name, taskKinds.find(({ code }) => code === step)!.zh, row.answered, row.recorded, row.medianHours ?? ''],
  ...[row.inTime === undefined ? '' : `${Math.round(row.inTime * 100)}%`, row.bySuperior, row.expired, row.overdue],
];

const named = async (cityId: string, id: string) => ({ id, name: (await organisation(cityId, id))?.name ?? id });

/** The rows of a month, or of what is late, about the visits that concern somebody. */
async function rowsOf<T extends LateRow | PaceRow>(
  schema: z.ZodMiniType<T>,
  person: Person,
  period: string,
  { organisation: of, step }: Wanted,
  at: Instant,
): Promise<T[]> {
  const prefix = of === undefined ? {} : { prefix: `${of}#${step === undefined ? '' : `${step}#`}` };
  const found = z.parse(z.array(schema), await queryTable(paceOf(person.city, period), prefix));
  const rows = found.filter((row) => step === undefined || row.step === step);
  const unions = [...new Set(rows.map(({ union }) => union))];
  const theirs = await Promise.all(unions.map(async (union) => ((await isTheirs(person, union, at)) ? [union] : [])));
  const own = new Set(theirs.flat());
  return rows.filter(({ union }) => own.has(union));
}

const isTheirs = async (person: Person, union: string, at: Instant): Promise<boolean> =>
  may('read-pace', person, { unions: await lineage(person.city, union) }, at) !== undefined;
