import * as z from 'zod/mini';
import type { Organisation } from '../access/organisation.ts';
import type { Policy } from '../deadlines/policy.ts';
import { day } from '../deadlines/shanghai-time.ts';
import { distinct } from '../decisions/reason.ts';
import { type Key, statisticsKey } from '../platform/keys.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import { Code, InstantWithOffset, Line, Text } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import { mainHonour } from '../talent/honours.ts';
import type { Speaker } from '../talent/speaker.ts';
import { MOST_PRESENT, type Visit, type VisitRequest } from '../visits/visit.ts';
import type { StatisticsRow } from './row.ts';

const count = (max: number) => z.int().check(z.gte(0), z.lte(max));

/** What happened, as whoever was there tells it: the fields from which a row of the statistics table is made. */
export const actuals = {
  actualStart: InstantWithOffset,
  actualEnd: InstantWithOffset,
  speakersPresent: distinct(Code, MOST_PRESENT).check(z.minLength(1)),
  schools: z.array(z.strictObject({ schoolId: Code, directStudents: count(100_000) })).check(z.minLength(1), z.maxLength(50)),
  indirectAudience: count(100_000_000),
  media: z.array(Line(60)).check(z.maxLength(30)),
  costYuan: z.number().check(z.gte(0), z.lte(10_000_000), z.multipleOf(0.01)),
  hostUnits: z.optional(z.array(Line(60)).check(z.minLength(1), z.maxLength(10))),
  organisers: z.optional(z.array(Line(60)).check(z.maxLength(10))),
  summary: z.optional(Text(2000)),
};
const Actuals = z.object(actuals);
export type Actuals = z.output<typeof Actuals>;

/** What a row is made of besides what happened. */
export interface Reported {
  visit: Pick<Visit, 'id' | 'unit' | 'union' | 'school'>;
  request: Pick<VisitRequest, 'levels' | 'otherSchools'>;
  /** The schools that take part and the responsible union. */
  organisations: Map<string, Pick<Organisation, 'name'>>;
  pool: Map<string, Speaker>;
  now: Date;
}

/** What actuals are held against; those of a visit that does not exist yet too. */
export interface Plausible {
  visit: Pick<Visit, 'school'>;
  request: Pick<VisitRequest, 'otherSchools'>;
  pool: Map<string, Speaker>;
  policy: Policy;
  now: Date;
}

const DAY = 24 * 3_600_000;
const schoolsOf = ({ visit, request }: Pick<Plausible, 'visit' | 'request'>) => [visit.school, ...request.otherSchools];

/**
 * What cannot have happened like that.
 * @param wrongStart why it cannot have begun then, by the rule of whoever asks; its length tells nothing in that case
 */
export function checkActuals(c: Plausible, body: Actuals, wrongStart?: string): FieldError[] {
  const errors: FieldError[] = [];
  const [start, end] = [Date.parse(body.actualStart), Date.parse(body.actualEnd)];
  if (end <= start) errors.push(fieldError('actualEnd', 'end-before-start'));
  if (end > c.now.getTime()) errors.push(fieldError('actualEnd', 'future'));
  if (wrongStart !== undefined) errors.push(fieldError('actualStart', wrongStart));
  else if (end - start > c.policy.slot.maximumDaysWithSessions * DAY) errors.push(fieldError('actualEnd', 'too-long'));
  body.speakersPresent.forEach((id, i) => {
    if (!c.pool.has(id)) errors.push(fieldError(`speakersPresent.${i}`, 'unknown-speaker'));
  });
  body.schools.forEach(({ schoolId }, i) => {
    if (!schoolsOf(c).includes(schoolId)) errors.push(fieldError(`schools.${i}.schoolId`, 'not-in-visit'));
    else if (body.schools.findIndex((school) => school.schoolId === schoolId) < i)
      errors.push(fieldError(`schools.${i}.schoolId`, 'duplicate'));
  });
  return errors;
}

const nameOf = ({ organisations }: Reported, id: string) => organisations.get(id)?.name ?? id;

/** The row of a visit whose school has not told anything. */
export const missingRow = (c: Reported, plannedDay: string): StatisticsRow => ({
  visit: c.visit.id,
  unit: c.visit.unit,
  day: plannedDay,
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

const inRow = (speaker: Speaker): StatisticsRow['speakers'][number] => ({
  id: speaker.id,
  name: speaker.name,
  honour: mainHonour(speaker),
});

/** The row of what happened. */
export function rowOf(c: Reported, body: Actuals): StatisticsRow {
  const taking = schoolsOf(c);
  return {
    visit: c.visit.id,
    unit: c.visit.unit,
    day: day(body.actualStart),
    state: 'submitted',
    submittedAt: c.now.toISOString(),
    hostUnits: body.hostUnits ?? [nameOf(c, c.visit.union)],
    organisers: body.organisers ?? [],
    schools: body.schools
      .map(({ schoolId, directStudents }) => ({ id: schoolId, name: nameOf(c, schoolId), directStudents }))
      .sort((a, b) => taking.indexOf(a.id) - taking.indexOf(b.id)),
    levels: c.request.levels,
    speakers: body.speakersPresent.map((id) => inRow(c.pool.get(id)!)),
    indirectAudience: body.indirectAudience,
    media: body.media,
    costYuan: body.costYuan,
  };
}

/** Puts a row into its unit's table. */
export const rowWrite = (city: string, row: StatisticsRow): Write => ({
  put: { ...statisticsKey(city, row.unit, row.day, row.visit), ...row },
});

/** Somebody else stands in the row, who was there after all; all that it says else stays as it was told. */
export const addSpeaker = (city: string, row: StatisticsRow, speaker: Speaker): Write =>
  changeSpeakers(statisticsKey(city, row.unit, row.day, row.visit), row, [...row.speakers, inRow(speaker)]);

/** A row with other speakers; of two who change them at the same moment one looks again. */
export const changeSpeakers = (place: Key, row: StatisticsRow, speakers: StatisticsRow['speakers']): Write => ({
  update: place,
  set: { speakers, version: (row.version ?? 0) + 1 },
  where: { visit: row.visit, version: row.version ?? { missing: true } },
});
