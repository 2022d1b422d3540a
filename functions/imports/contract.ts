import * as z from 'zod/mini';
import type { Contract } from '../platform/contract.ts';
import { Code } from '../platform/schema.ts';
import { CSV, XLSX } from './media-types.ts';

/** What a row would do: add a record, change one, nothing new, or it cannot be taken. */
export const RowAction = z.enum(['add', 'change', 'same', 'refuse']);
export type RowAction = z.infer<typeof RowAction>;

/** `row` as a spreadsheet counts: 1 is the heading. `path` is the heading of the column. */
const Finding = z.strictObject({ row: z.int(), path: z.string(), code: z.string(), zh: z.string(), en: z.string() });

export const importTable = {
  method: 'POST',
  path: '/v1/imports/{of}',
  summary: { zh: '导入学校、单位、人员（先预览）', en: 'Import schools, employers or people; a preview unless apply=true' },
  params: z.object({ of: z.enum(['schools', 'employers', 'people']) }),
  query: z.strictObject({ apply: z.optional(z.enum(['true', 'false'])) }),
  upload: [CSV, XLSX],
  success: 200,
  answer: z.strictObject({
    /** Whether it was imported, or is only what would be. */
    applied: z.boolean(),
    counts: z.record(RowAction, z.int()),
    rows: z.array(z.strictObject({ row: z.int(), action: RowAction, id: z.optional(Code), name: z.optional(z.string()) })),
    problems: z.array(Finding),
    /** Worth a look; they stop nothing. */
    warnings: z.array(Finding),
  }),
} satisfies Contract;

export type ImportAnswer = z.output<(typeof importTable)['answer']>;
