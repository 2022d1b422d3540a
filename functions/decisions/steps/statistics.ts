import * as z from 'zod/mini';
import { Absent, checkAbsent, markAbsent } from '../../absences/absent.ts';
import { day } from '../../deadlines/shanghai-time.ts';
import { statisticsKey } from '../../platform/keys.ts';
import { Invalid } from '../../platform/problems.ts';
import type { Write } from '../../platform/writes.ts';
import { actuals, checkActuals, missingRow, rowOf, rowWrite } from '../../reports/actuals.ts';
import { changeVisit } from '../../visits/changes.ts';
import { eventWrite } from '../../visits/events.ts';
import { slotOf } from '../../visits/slot.ts';
import { endVisit } from '../ending.ts';
import { because, Declining } from '../reason.ts';
import type { Case, StepRule } from '../step-rule.ts';

const Submit = z.strictObject({ outcome: z.literal('submit'), ...actuals, absent: z.optional(Absent) });
const Body = z.discriminatedUnion('outcome', [Submit, z.strictObject({ outcome: z.literal('not-held'), ...Declining })], {
  error: 'outcome',
});

const DAY = 24 * 3_600_000;
/** How far from the agreed day a visit can have taken place. */
const FARTHEST = 60 * DAY;

/** The school says what happened: the row of the statistics table, or that the visit was not held. */
export const statistics: StepRule<z.output<typeof Body>> = {
  step: 'statistics',
  body: Body,

  speakers: ({ seats }, _task, body) =>
    body.outcome === 'submit' ? body.speakersPresent : seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])),

  decide(c, body, by) {
    if (body.outcome === 'not-held') {
      const reasons = [because('not-held', body)];
      return {
        result: { outcome: 'not-held' },
        writes: [
          ...endVisit(c, 'not-held', reasons, { statistics: undefined }),
          ...forgetMissing(c),
          eventWrite(c.visit, 'not-held', c.now, { by, ...body }),
        ],
      };
    }
    const farOff = Math.abs(Date.parse(body.actualStart) - Date.parse(slotOf(c.visit).start)) > FARTHEST;
    const errors = [...checkActuals(c, body, farOff ? 'far-from-visit' : undefined), ...checkAbsent(c, body)];
    if (errors.length > 0) throw new Invalid(errors);
    const row = rowOf(c, body);
    const closed = { status: 'closed' as const, at: c.now.toISOString(), reasons: [] };
    return {
      result: { outcome: 'submit' },
      writes: [
        changeVisit(c.visit, c.now, { statistics: 'submitted', ended: { ...closed, at: c.visit.ended?.at ?? closed.at } }),
        ...forgetMissing(c, row.day),
        rowWrite(c.visit.city, row),
        eventWrite(c.visit, 'statistics-submitted', c.now, { by, summary: body.summary }),
        ...markAbsent(c, body, by),
      ],
    };
  },

  expire(c) {
    const closed = { status: 'closed' as const, at: c.now.toISOString(), reasons: [{ code: 'statistics-missing' }] };
    return {
      result: { outcome: 'expired' },
      writes: [
        changeVisit(c.visit, c.now, { statistics: 'missing', ended: closed }),
        rowWrite(c.visit.city, missingRow(c, plannedDay(c))),
        eventWrite(c.visit, 'step-expired', c.now, { step: c.task.step }),
      ],
    };
  },
};

const plannedDay = (c: Case) => day(slotOf(c.visit).start);

/** What was supplied late takes the place of the row that was missing. */
function forgetMissing(c: Case, replacedOn?: string): Write[] {
  const planned = plannedDay(c);
  if (c.visit.statistics !== 'missing' || planned === replacedOn) return [];
  return [{ delete: statisticsKey(c.visit.city, c.visit.unit, planned, c.visit.id) }];
}
