import * as z from 'zod/mini';
import { day } from '../deadlines/shanghai-time.ts';
import { seriesKey } from '../platform/keys.ts';
import { Code, Day } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import { EventActor } from './events.ts';
import type { Visit, VisitRequest } from './visit.ts';

/**
 * That the union has approved a speaker for a school's whole series of visits of one activity (domain.md, "Appointments"): later
 * ones need no approval of their own. Only in cities whose policy allows it.
 */
export const Series = z.object({ speaker: Code, activityType: Code, until: Day, visit: Code, by: EventActor });
export type Series = z.infer<typeof Series>;

export const seriesWrite = (visit: Visit, activityType: string, speaker: string, until: string, by: EventActor): Write => ({
  put: {
    ...seriesKey(visit.city, visit.school, speaker, activityType),
    ...{ speaker, activityType, until, visit: visit.id, by: z.parse(EventActor, by) },
  },
});

/** Whether the union's word for a series covers this visit with all these speakers. */
export const coversAll = (
  series: Series[],
  { activityType }: Pick<VisitRequest, 'activityType'>,
  slot: { start: string },
  speakers: string[],
): boolean =>
  speakers.every((speaker) =>
    series.some((one) => one.speaker === speaker && one.activityType === activityType && day(slot.start) <= one.until),
  );
