import * as z from 'zod/mini';
import { Step } from '../deadlines/policy.ts';
import { ReminderKind } from '../deadlines/reminders.ts';
import { Code, Instant, Line } from '../platform/schema.ts';
import { EventActor } from '../visits/events.ts';

/**
 * What the workflow is told when a step is over (the output of its task token). `expiresAt` is when the next step expires;
 * `next` is where it goes on once speakers are approved, with the `seats` that are not settled, each with the employers whose
 * release it needs. `round` is the match's round, or that of the seat in which a reserve steps in.
 */
export const StepResult = z.object({
  outcome: z.string(),
  scope: z.optional(z.string()),
  round: z.optional(z.int()),
  next: z.optional(z.enum(['employers-first', 'speaker-first', 'clearance'])),
  employers: z.optional(z.array(Code)),
  expiresAt: z.optional(Instant),
  end: z.optional(Instant),
  seats: z.optional(z.array(z.object({ seat: z.int(), round: z.int(), employers: z.array(Code), expiresAt: Instant }))),
});
export type StepResult = z.infer<typeof StepResult>;

/** Which question of which visit: also the task's identity, so that asking twice opens it once. */
export const TaskRef = z.object({
  epoch: z.int(),
  step: Step,
  /** 0 for questions about the whole visit. */
  seat: z.int(),
  round: z.int(),
  /** One question per employer of a seat. */
  employer: z.optional(Code),
});
export type TaskRef = z.infer<typeof TaskRef>;

/** A question to somebody. The token is only a wake-up for the workflow and never leaves the back end. */
export const Task = z.extend(TaskRef, {
  visit: Code,
  city: Code,
  /** The organisation or speaker that decides. */
  party: Code,
  /** The union that is responsible for the visit. */
  union: z.optional(Code),
  /** Of a speaker who is asked the union of the pool entry, where that is another. */
  poolUnion: z.optional(Code),
  /** Who sat in the seat that it is about. */
  speaker: z.optional(Code),
  /** The superior that was added at `dueAt`, or the union to which a silent school's question went. */
  escalatedTo: z.optional(Code),
  openedAt: Instant,
  dueAt: Instant,
  expiresAt: Instant,
  /** The dates rest on a year whose holidays are not announced yet. */
  provisional: z.optional(z.boolean()),
  /** It went to `escalatedTo` when the party was silent, with a date of its own. */
  passedOn: z.optional(z.boolean()),
  /** Which reminders have gone out. */
  reminded: z.optional(z.array(ReminderKind)),
  state: z.enum(['open', 'decided', 'expired', 'closed']),
  /** Who decided stands here by id only, as in the events. `by` is missing where nobody had to be asked, and where time ran out. */
  decision: z.optional(z.object({ body: z.record(z.string(), z.unknown()), by: z.optional(EventActor), at: Instant })),
  result: z.optional(StepResult),
  run: z.int(),
  token: z.optional(Line(2048)),
});
export type Task = z.infer<typeof Task>;

/** The task's part of its key and of its id: `1.employer-release.2.1.employer-03`. */
export const taskName = ({ epoch, step, seat, round, employer }: TaskRef): string =>
  [epoch, step, seat, round, ...(employer === undefined ? [] : [employer])].join('.');

/** The id on the wire: visit, then the task's name. */
export const taskId = (task: TaskRef & { visit: string }): string => `${task.visit}.${taskName(task)}`;

/** Splits an id of the wire; undefined when it has not the form of one. */
export function parseTaskId(id: string): { visit: string; name: string } | undefined {
  const match = /^([a-z0-9]+)\.(\d+\.[a-z-]+\.\d+\.\d+(?:\.[\p{Ll}\p{Lu}\p{Nd}\p{Lo}.-]+)?)$/u.exec(id);
  return match ? { visit: match[1]!, name: match[2]! } : undefined;
}
