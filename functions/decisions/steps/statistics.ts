import * as z from 'zod/mini';
import { day } from '../../deadlines/shanghai-time.ts';
import { statisticsKey } from '../../platform/keys.ts';
import { type FieldError, Invalid } from '../../platform/problems.ts';
import { fieldError } from '../../platform/reasons.ts';
import { Code, InstantWithOffset, Line, Text } from '../../platform/schema.ts';
import type { Write } from '../../platform/writes.ts';
import type { StatisticsRow } from '../../reports/row.ts';
import { mainHonour } from '../../talent/honours.ts';
import { changeVisit } from '../../visits/changes.ts';
import { eventWrite } from '../../visits/events.ts';
import { slotOf } from '../../visits/slot.ts';
import { endVisit } from '../ending.ts';
import { Declining, distinct } from '../reason.ts';
import type { Case, StepRule } from '../step-rule.ts';

const count = (max: number) => z.int().check(z.gte(0), z.lte(max));
const Submit = z.strictObject({
  outcome: z.literal('submit'),
  actualStart: InstantWithOffset,
  actualEnd: InstantWithOffset,
  speakersPresent: distinct(Code, 12).check(z.minLength(1)),
  schools: z.array(z.strictObject({ schoolId: Code, directStudents: count(100_000) })).check(z.minLength(1), z.maxLength(50)),
  indirectAudience: count(100_000_000),
  media: z.array(Line(60)).check(z.maxLength(30)),
  costYuan: z.number().check(z.gte(0), z.lte(10_000_000), z.multipleOf(0.01)),
  hostUnits: z.optional(z.array(Line(60)).check(z.minLength(1), z.maxLength(10))),
  organisers: z.optional(z.array(Line(60)).check(z.maxLength(10))),
  summary: z.optional(Text(2000)),
});
type Submit = z.output<typeof Submit>;
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
      const reasons = [{ code: 'not-held', facts: { reasonCode: body.reasonCode } }];
      return {
        result: { outcome: 'not-held' },
        writes: [
          ...endVisit(c, 'not-held', reasons, { statistics: undefined }),
          ...forgetMissing(c),
          eventWrite(c.visit, 'not-held', c.now, { by, ...body }),
        ],
      };
    }
    const row = rowOf(c, body);
    const closed = { status: 'closed' as const, at: c.now.toISOString(), reasons: [] };
    return {
      result: { outcome: 'submit' },
      writes: [
        changeVisit(c.visit, c.now, { statistics: 'submitted', ended: { ...closed, at: c.visit.ended?.at ?? closed.at } }),
        ...forgetMissing(c, row.day),
        put(c, row),
        eventWrite(c.visit, 'statistics-submitted', c.now, { by, summary: body.summary }),
      ],
    };
  },

  expire(c) {
    const closed = { status: 'closed' as const, at: c.now.toISOString(), reasons: [{ code: 'statistics-missing' }] };
    return {
      result: { outcome: 'expired' },
      writes: [
        changeVisit(c.visit, c.now, { statistics: 'missing', ended: closed }),
        put(c, missingRow(c)),
        eventWrite(c.visit, 'step-expired', c.now, { step: c.task.step }),
      ],
    };
  },
};

const put = (c: Case, row: StatisticsRow): Write => ({
  put: { ...statisticsKey(c.visit.city, row.unit, row.day, row.visit), ...row },
});
const plannedDay = (c: Case) => day(slotOf(c.visit).start);
const nameOf = (c: Case, id: string) => c.organisations.get(id)?.name ?? id;

/** What was supplied late takes the place of the row that was missing. */
function forgetMissing(c: Case, replacedOn?: string): Write[] {
  const planned = plannedDay(c);
  if (c.visit.statistics !== 'missing' || planned === replacedOn) return [];
  return [{ delete: statisticsKey(c.visit.city, c.visit.unit, planned, c.visit.id) }];
}

const missingRow = (c: Case): StatisticsRow => ({
  visit: c.visit.id,
  unit: c.visit.unit,
  day: plannedDay(c),
  state: 'missing',
  hostUnits: [],
  organisers: [],
  schools: [{ id: c.visit.school, name: nameOf(c, c.visit.school), directStudents: 0 }],
  levels: c.request.levels,
  speakers: [],
  indirectAudience: 0,
  media: [],
  costYuan: 0,
});

/** @throws Invalid when it cannot have happened like that */
function rowOf(c: Case, body: Submit): StatisticsRow {
  const taking = [c.visit.school, ...c.request.otherSchools];
  const errors: FieldError[] = [];
  if (body.actualEnd <= body.actualStart) errors.push(fieldError('actualEnd', 'end-before-start'));
  if (body.actualEnd > c.now.toISOString()) errors.push(fieldError('actualEnd', 'future'));
  if (Math.abs(Date.parse(body.actualStart) - Date.parse(slotOf(c.visit).start)) > FARTHEST)
    errors.push(fieldError('actualStart', 'far-from-visit'));
  else if (Date.parse(body.actualEnd) - Date.parse(body.actualStart) > c.policy.slot.maximumDaysWithSessions * DAY)
    errors.push(fieldError('actualEnd', 'too-long'));
  body.speakersPresent.forEach((id, i) => {
    if (!c.pool.has(id)) errors.push(fieldError(`speakersPresent.${i}`, 'unknown-speaker'));
  });
  body.schools.forEach(({ schoolId }, i) => {
    if (!taking.includes(schoolId)) errors.push(fieldError(`schools.${i}.schoolId`, 'not-in-visit'));
    else if (body.schools.findIndex((school) => school.schoolId === schoolId) < i)
      errors.push(fieldError(`schools.${i}.schoolId`, 'duplicate'));
  });
  if (errors.length > 0) throw new Invalid(errors);
  return {
    ...missingRow(c),
    day: day(body.actualStart),
    state: 'submitted',
    submittedAt: c.now.toISOString(),
    hostUnits: body.hostUnits ?? [nameOf(c, c.visit.union)],
    organisers: body.organisers ?? [],
    schools: body.schools
      .map(({ schoolId, directStudents }) => ({ id: schoolId, name: nameOf(c, schoolId), directStudents }))
      .sort((a, b) => taking.indexOf(a.id) - taking.indexOf(b.id)),
    speakers: body.speakersPresent.map((id) => {
      const speaker = c.pool.get(id)!;
      return { id, name: speaker.name, honour: mainHonour(speaker) };
    }),
    indirectAudience: body.indirectAudience,
    media: body.media,
    costYuan: body.costYuan,
  };
}
