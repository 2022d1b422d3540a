import * as z from 'zod/mini';
import { Step } from '../deadlines/policy.ts';
import { Code, Instant, Line, Phone, Text } from '../platform/schema.ts';
import { Talk } from '../talent/speaker.ts';
import { By, Contact, Named } from '../visits/answers.ts';
import { Mode, Slot } from '../visits/visit.ts';

/** What the routes of tasks answer. Tests hold the real answers against these. */

/** A task's record: what a decision answers, and what a 409 carries. `decision` holds what was sent, by whom and when. */
export const TaskRecord = z.strictObject({
  id: z.string(),
  kind: Step,
  status: z.enum(['open', 'decided', 'expired', 'closed']),
  visitId: Code,
  seat: z.optional(z.int()),
  partyId: Code,
  escalatedTo: z.optional(Code),
  openedAt: Instant,
  dueAt: Instant,
  expiresAt: Instant,
  /** The dates rest on a year whose holidays are not announced yet, and may still move. */
  provisional: z.optional(z.literal(true)),
  decision: z.optional(
    z.looseObject({
      outcome: z.string(),
      at: Instant,
      by: z.optional(By),
    }),
  ),
});

const SpeakerInQuestion = z.strictObject({
  seat: z.optional(z.int()),
  id: Code,
  name: Line(30),
  trade: z.optional(Line(30)),
  honour: z.optional(z.strictObject({ code: Code, level: z.string() })),
  /** For the authority that clears them. */
  talks: z.optional(z.array(Talk)),
  /** Why this speaker: the score and its parts. */
  why: z.optional(z.strictObject({ score: z.number(), parts: z.record(z.string(), z.number()) })),
});

export const TaskAnswer = z.strictObject({
  ...TaskRecord.shape,
  overdue: z.boolean(),
  visit: z.strictObject({
    school: Named,
    /** Whom to call with questions: the union that is responsible, with its office's number. */
    union: z.extend(Named, { officePhone: z.optional(Phone) }),
    otherSchools: z.array(Named),
    activityType: Code,
    mode: Mode,
    levels: z.array(Code),
    topics: z.array(Line(30)),
    slot: Slot,
    district: Code,
    address: Line(100),
    expectedStudents: z.int(),
    contact: Contact,
    urgent: z.boolean(),
    notes: z.optional(Text(1000)),
  }),
  speakers: z.array(SpeakerInQuestion),
  /** For the union only. */
  openSeats: z.optional(z.array(z.int())),
  shortlist: z.optional(z.array(SpeakerInQuestion)),
  reserves: z.optional(z.array(SpeakerInQuestion)),
  outcomes: z.array(z.string()),
  next: z.strictObject({ zh: z.string(), en: z.string() }),
});

export const TasksAnswer = z.strictObject({ tasks: z.array(TaskAnswer) });
