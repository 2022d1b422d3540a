import * as z from 'zod/mini';
import { visitStatuses } from '../catalogue/visit-words.ts';
import { distinct } from '../decisions/reason.ts';
import { Numbers } from '../personal/wanted.ts';
import type { Contract } from '../platform/contract.ts';
import { PageLimit } from '../platform/paging.ts';
import { Code, InstantWithOffset, Line, Phone, Text } from '../platform/schema.ts';
import { actuals } from '../reports/actuals.ts';
import { TimelineAnswer, VisitAnswer, VisitsAnswer } from './answers.ts';
import { Channel, Evidence, Mode } from './visit.ts';

const NewSession = z.strictObject({
  start: InstantWithOffset,
  end: InstantWithOffset,
  audience: z.optional(Line(100)),
  place: z.optional(Line(100)),
});

const NewSlot = z.strictObject({
  start: InstantWithOffset,
  end: InstantWithOffset,
  sessions: z.optional(z.array(NewSession).check(z.minLength(1), z.maxLength(20))),
});

/** In order of wish. */
export const NewSlots = z.array(NewSlot).check(z.minLength(1), z.maxLength(5));

/** What describes an activity. Contact, district and address default from the school's record. */
const description = {
  activityType: Code,
  mode: Mode,
  levels: distinct(Code, 10).check(z.minLength(1)),
  /** Codes of the catalogue, or free text. */
  topics: distinct(Line(30), 10),
  contact: z.optional(z.strictObject({ name: Line(30), phone: Phone })),
  district: z.optional(Code),
  address: z.optional(Line(100)),
  schoolId: z.optional(Code),
  otherSchools: z._default(distinct(Code, 30), []),
  notes: z.optional(Text(1000)),
};
const Students = z.int().check(z.gte(1), z.lte(50_000));

/** What a school, or a union for schools, asks for; or the demonstration that a union or an education authority starts. */
export const NewVisit = z.strictObject({
  ...description,
  origin: z._default(z.enum(['requested', 'demonstration']), 'requested'),
  slots: NewSlots,
  expectedStudents: Students,
  speakersWanted: z._default(z.int().check(z.gte(1), z.lte(6)), 1),
  preferredHonours: z._default(distinct(Code, 10), []),
  speakerId: z.optional(Code),
  speakerRequired: z._default(z.boolean(), false),
  /** How a union took the request from the school (代录); whose it is `schoolId` says already. */
  channel: z.optional(Channel),
  evidence: Evidence,
  onBehalfOf: z.optional(z.strictObject({ organisationId: Code })),
});
export type NewVisit = z.output<typeof NewVisit>;

/** An activity that took place without having been requested here (补录). */
export const RecordedVisit = z.strictObject({
  ...description,
  ...actuals,
  /** What was planned may stand in the request's core; what happened counts. */
  slots: z.optional(NewSlots),
  /** As in the decision of the statistics step. */
  outcome: z.optional(z.literal('submit')),
  /** Those present, when it is left out. */
  expectedStudents: z.optional(Students),
  /** Whoever records has looked at the suspected doubles: this is another activity. */
  notDouble: z.optional(z.literal(true)),
});
export type RecordedVisit = z.output<typeof RecordedVisit>;

const VisitId = z.object({ id: Line(100) });
export const createVisit = {
  method: 'POST',
  path: '/v1/visits',
  summary: { zh: '申请一次活动', en: 'Ask for a visit' },
  body: NewVisit,
  success: 201,
  answer: VisitAnswer,
} satisfies Contract;

export const recordVisit = {
  method: 'POST',
  path: '/v1/visits/recorded',
  summary: { zh: '补录一次已举办的活动', en: 'Record an activity that has taken place' },
  body: RecordedVisit,
  success: 201,
  answer: VisitAnswer,
} satisfies Contract;

export const listVisits = {
  method: 'GET',
  path: '/v1/visits',
  summary: { zh: '与本人所在单位有关的活动', en: "The visits of one's own organisations" },
  query: z.strictObject({
    status: z.optional(z.enum(visitStatuses.map(({ code }) => code))),
    from: z.optional(z.iso.date()),
    to: z.optional(z.iso.date()),
    /** Part of the name of a school or a speaker who takes part. */
    name: z.optional(Line(60)),
    numbers: Numbers,
    cursor: z.optional(Line(500)),
    limit: PageLimit,
  }),
  success: 200,
  answer: VisitsAnswer,
} satisfies Contract;

export const getVisit = {
  method: 'GET',
  path: '/v1/visits/{id}',
  summary: { zh: '一次活动', en: 'One visit' },
  params: VisitId,
  success: 200,
  answer: VisitAnswer,
} satisfies Contract;

export const getTimeline = {
  method: 'GET',
  path: '/v1/visits/{id}/timeline',
  summary: { zh: '一次活动的经过', en: 'What happened to a visit' },
  params: VisitId,
  success: 200,
  answer: TimelineAnswer,
} satisfies Contract;
