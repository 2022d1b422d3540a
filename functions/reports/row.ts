import * as z from 'zod/mini';
import { Code, Day, Instant, Line } from '../platform/schema.ts';

/**
 * One activity in the statistics table (活动统计表, [N] annex 2), made from what happened. Names are kept as they were on the day.
 * A visit whose school never submitted stands here as `missing`, on the day it should have been.
 */
export const StatisticsRow = z.object({
  visit: Code,
  unit: Code,
  day: Day,
  state: z.enum(['submitted', 'missing']),
  submittedAt: z.optional(Instant),
  hostUnits: z.array(Line(60)),
  organisers: z.array(Line(60)),
  /** The lead school first. */
  schools: z.array(z.object({ id: Code, name: Line(60), directStudents: z.int() })),
  levels: z.array(Code),
  speakers: z.array(z.object({ id: Code, name: Line(30), honour: z.optional(z.object({ code: Code, level: z.string() })) })),
  indirectAudience: z.int(),
  media: z.array(Line(60)),
  costYuan: z.number(),
  /** How often its speakers have changed since. */
  version: z.optional(z.int()),
});
export type StatisticsRow = z.infer<typeof StatisticsRow>;
