import * as z from 'zod/mini';
import { Role } from '../access/person.ts';
import { Code, Instant, Line, Sealed, Text } from '../platform/schema.ts';

const count = z.int().check(z.gte(0));

export const Mode = z.enum(['in-school', 'at-base', 'online']);

/** How a visit came about: a school's request, a demonstration (示范活动), or recorded after it had taken place (补录). */
export const Origin = z.enum(['requested', 'demonstration', 'recorded']);
export type Origin = z.infer<typeof Origin>;

/** So many speakers can have been present; a request wants fewer (contract.ts). */
export const MOST_PRESENT = 12;

/** How an answer came that somebody else entered (代录), and what shows it. */
export const Channel = z.enum(['phone', 'letter', 'in-person']);
export const Evidence = z.optional(Line(200));

/**
 * Who acted: a person in a role for an organisation (a speaker acts for themselves), or the system. `onBehalfOf` is the party whose
 * word it was, where the union entered it, and the task to which it may object.
 */
export const Actor = z.object({
  person: Code,
  name: Line(30),
  role: Role,
  organisation: z.optional(Code),
  /** Whose role it was, where somebody stood in for an absent colleague. */
  delegatedBy: z.optional(Code),
  onBehalfOf: z.optional(z.object({ party: Code, channel: Channel, evidence: Evidence, task: z.optional(Line(300)) })),
});
export type Actor = z.infer<typeof Actor>;

/** A code of the reasons with the facts that fill its sentence (catalogue: reasons). */
export const Reason = z.object({ code: Code, facts: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))) });
export type Reason = z.infer<typeof Reason>;

export const Session = z.object({
  start: Instant,
  end: Instant,
  audience: z.optional(Line(100)),
  place: z.optional(Line(100)),
});
export type Session = z.infer<typeof Session>;
export const Slot = z.object({ start: Instant, end: Instant, sessions: z.optional(z.array(Session)) });
export type Slot = z.infer<typeof Slot>;

/** What was asked for; written once. */
export const VisitRequest = z.object({
  activityType: Code,
  mode: Mode,
  levels: z.array(Code),
  topics: z.array(Line(30)),
  slots: z.array(Slot),
  expectedStudents: count,
  /** The number goes when its owner is erased. */
  contact: z.object({ name: Line(30), phone: z.optional(Sealed) }),
  district: Code,
  address: Line(100),
  speakersWanted: z.int().check(z.gte(1), z.lte(MOST_PRESENT)),
  preferredHonours: z.array(Code),
  otherSchools: z.array(Code),
  speakerId: z.optional(Code),
  speakerRequired: z.boolean(),
  notes: z.optional(Text(1000)),
});
export type VisitRequest = z.infer<typeof VisitRequest>;

/** How a visit can end. `closed` is the good end. */
export const Ending = z.enum(['closed', 'unmatched', 'declined', 'expired', 'cancelled', 'not-held']);
export type Ending = z.infer<typeof Ending>;

/**
 * The visit itself, at most 1 KB. Its status is derived (status.ts). `epoch` rises with every change that restarts the way;
 * `run` counts the executions of one epoch; `version` guards every write of this item.
 */
export const Visit = z.object({
  id: Code,
  city: Code,
  version: count,
  epoch: count,
  run: count,
  origin: Origin,
  school: Code,
  unit: Code,
  /** The union that approves, and the education authority that is concerned: those of the school's unit. */
  union: Code,
  education: Code,
  policy: count,
  /** The version of the policy from which dates follow, where a later one was extended to this visit. */
  dates: z.optional(count),
  /** The city asks the speaker before the employers. */
  speakerFirst: z.optional(z.boolean()),
  urgent: z.boolean(),
  speakersWanted: count,
  /**
   * The slot that the match chose; `index` into the request's slots. `fixed` when the school has agreed to it: who comes may still
   * change, the time does not.
   */
  slot: z.optional(z.object({ index: count, start: Instant, end: Instant, fixed: z.optional(z.boolean()) })),
  /** Somebody else than the school chose the present times: they are the school's to agree to. */
  movedByOthers: z.optional(z.boolean()),
  /** How often speakers were proposed in this epoch; 0 = not yet. */
  round: count,
  /** In the last hours the union looks for somebody whom no match could propose. */
  seeking: z.optional(z.boolean()),
  /** Per seat the seat round that the union approved. */
  approved: z.record(z.string(), count),
  /** Approved reserves in the union's order. */
  reserves: z.array(Code),
  /** When the school agreed to the line-up. */
  schoolConfirmedAt: z.optional(Instant),
  /** The line-up (lineup.ts) to which the school has agreed although others must say yes again: it is not asked twice. */
  schoolAgreed: z.optional(z.string()),
  statistics: z.optional(z.enum(['due', 'submitted', 'missing'])),
  ended: z.optional(z.object({ status: Ending, at: Instant, reasons: z.array(Reason) })),
  /** The end of the chain of its events (audit/chain.ts): how many, and the hash of the last. */
  events: z.optional(count),
  head: z.optional(z.string()),
  /** Three executions died: an operator must look. */
  stuck: z.optional(z.boolean()),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Visit = z.infer<typeof Visit>;

/**
 * What an employer must give before its employee can sit in this seat (domain.md: required / notice), and the hours that it gave:
 * within these the visit may still be shifted. `permitted` is what a notice took of the employer's standing permission, and gives
 * back when the seat is free again.
 */
export const Release = z.object({
  employer: Code,
  need: z.enum(['required', 'notice']),
  releasedAt: z.optional(Instant),
  window: z.optional(z.object({ start: Instant, end: Instant })),
  permitted: z.optional(z.array(z.object({ month: z.string(), minutes: count }))),
});
export type Release = z.infer<typeof Release>;

/** One place for a speaker. `round` rises whenever the speaker changes; without a speaker the seat is open. */
export const Seat = z.object({
  seat: z.int().check(z.gte(1), z.lte(MOST_PRESENT)),
  round: count,
  version: count,
  speaker: z.optional(Code),
  releases: z.array(Release),
  speakerConfirmedAt: z.optional(Instant),
  /** When the speaker had said yes to another hour of the day, before the visit was shifted. */
  confirmedBefore: z.optional(Instant),
  /** Who sat here before; nobody of them is asked again for this visit. */
  past: z.array(Code),
  /** Nobody was found any more: the visit goes on with the other speakers. */
  givenUp: z.optional(z.boolean()),
});
export type Seat = z.infer<typeof Seat>;
