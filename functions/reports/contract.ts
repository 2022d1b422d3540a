import * as z from 'zod/mini';
import type { Contract } from '../platform/contract.ts';
import { Code, Day, Line } from '../platform/schema.ts';

/** A calendar month, YYYY-MM. */
export const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'month' }));

export const statisticsReport = {
  method: 'GET',
  path: '/v1/reports/statistics',
  summary: { zh: '活动统计表', en: 'The statistics table of a month' },
  query: z.strictObject({
    /** A unit's code; without it all units that one may see. */
    unit: z.optional(Code),
    /** By the actual date. */
    month: Month,
    format: z.optional(z.enum(['json', 'csv'])),
  }),
  success: 200,
  answer: z.strictObject({
    columns: z.array(z.string()),
    rows: z.array(z.array(z.union([z.string(), z.number()]))),
    missing: z.array(Code),
    /** The same, as people know them: the day on which it should have been, and the lead school. */
    missingVisits: z.array(z.strictObject({ id: Code, day: Day, school: Line(60) })),
  }),
} satisfies Contract;
