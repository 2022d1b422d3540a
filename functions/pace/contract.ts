import * as z from 'zod/mini';
import { Step } from '../deadlines/policy.ts';
import type { Contract } from '../platform/contract.ts';
import { Code } from '../platform/schema.ts';
import { Month } from '../reports/contract.ts';
import { Named } from '../visits/answers.ts';

const count = z.int();

export const paceReport = {
  method: 'GET',
  path: '/v1/pace',
  summary: { zh: '各单位办理时效', en: 'How fast organisations answer' },
  query: z.strictObject({
    /** By when questions were answered or ran out, both months included. */
    from: Month,
    to: Month,
    step: z.optional(Step),
    organisation: z.optional(Code),
    format: z.optional(z.enum(['json', 'csv'])),
  }),
  success: 200,
  answer: z.strictObject({
    from: z.string(),
    to: z.string(),
    rows: z.array(
      z.strictObject({
        /** Who was asked; for the speakers of a pool their union. */
        organisation: Named,
        step: Step,
        answered: count,
        recorded: count,
        medianHours: z.optional(z.number()),
        inTime: z.optional(z.number()),
        bySuperior: count,
        expired: count,
        overdue: count,
      }),
    ),
  }),
} satisfies Contract;
