import * as z from 'zod/mini';
import { visitStatuses } from '../catalogue/visit-words.ts';
import { Code, Instant, Line, Phone } from '../platform/schema.ts';
import { AbsenceOutcome, Channel, Evidence, Mode, Origin, Slot, VisitRequest } from './visit.ts';

/** What the routes of visits answer. Tests hold the real answers against these. */

export const Named = z.strictObject({ id: Code, name: Line(60) });
/** Who acted, and for whom where the union entered another's word. */
export const By = z.strictObject({
  name: Line(30),
  role: Line(20),
  organisation: z.optional(Code),
  /** `evidence` and the `task` to which the party may object are for the party and for unions. */
  onBehalfOf: z.optional(z.strictObject({ party: Code, channel: Channel, evidence: Evidence, task: z.optional(z.string()) })),
});
/** The phone number is there for those who may see it. */
export const Contact = z.strictObject({ name: Line(30), phone: z.optional(Phone) });

/** That the speaker is said not to have come, for those whom it concerns; `until` it may be contested. */
export const AbsenceAnswer = z.strictObject({
  state: z.enum(['told', 'contested', 'settled']),
  at: Instant,
  until: Instant,
  contestedAt: z.optional(Instant),
  settledAt: z.optional(Instant),
  outcome: z.optional(AbsenceOutcome),
});

const SeatAnswer = z.strictObject({
  seat: z.int(),
  speakerId: z.optional(Code),
  speakerName: z.optional(Line(30)),
  /** For those who may see it. */
  speakerPhone: z.optional(Phone),
  status: z.enum(['open', 'proposed', 'awaiting-release', 'awaiting-speaker', 'agreed', 'given-up']),
  round: z.int(),
  absence: z.optional(AbsenceAnswer),
  releases: z.array(
    z.strictObject({
      employerId: Code,
      need: z.enum(['required', 'notice']),
      /** The notice stands for a release: the employer has permitted so many hours a month. */
      permitted: z.optional(z.literal(true)),
      releasedAt: z.optional(Instant),
    }),
  ),
});

export const VisitAnswer = z.strictObject({
  ...VisitRequest.shape,
  contact: Contact,
  id: Code,
  status: z.enum(visitStatuses.map(({ code }) => code)),
  origin: Origin,
  mode: Mode,
  urgent: z.boolean(),
  school: Named,
  unit: Code,
  union: Code,
  education: Code,
  slot: z.optional(Slot),
  seats: z.array(SeatAnswer),
  reserves: z.array(Code),
  reasons: z.array(z.strictObject({ code: Code, zh: z.string(), en: z.string(), facts: z.record(z.string(), z.unknown()) })),
  statistics: z.optional(z.strictObject({ state: z.enum(['due', 'submitted', 'missing']) })),
  requestedBy: z.optional(By),
  createdAt: Instant,
  updatedAt: Instant,
});

/** A page of a list; `cursor` leads to the next one and is absent on the last. */
export const VisitsAnswer = z.strictObject({ visits: z.array(VisitAnswer), cursor: z.optional(z.string()) });

export const TimelineAnswer = z.strictObject({
  visit: Code,
  timeline: z.array(
    z.strictObject({
      at: Instant,
      type: z.string(),
      zh: z.string(),
      en: z.string(),
      by: z.optional(By),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});
