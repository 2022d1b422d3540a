import * as z from 'zod/mini';
import { NoticeChannel } from '../access/person.ts';
import { Code, Instant, Line } from '../platform/schema.ts';
import type { MessageKind } from './message.ts';

/** What people are told. Each kind has one template (`templates.ts`), by which a provider of SMS knows its text, too. */
export const NoticeKind = z.enum([
  // somebody is asked, reminded, or has to know that time ran out
  'asked',
  'reminder',
  'overdue',
  'nobody-decides',
  'standing-in',
  'deadline-moved',
  // what happens to a visit
  'requested-for-you',
  'recorded-for-you',
  'union-approved',
  'speaker-asked-elsewhere',
  'employer-told',
  'seat-lost',
  'reserve-stepped-in',
  'confirmed',
  'moved',
  'cancelled',
  'not-needed',
  'came-to-nothing',
  'handed-to-union',
  'replaced',
  'objected',
  'stuck',
  // around the day
  'briefing',
  'statistics-submitted',
  'marked-absent',
  'absence-contested',
  'absence-settled',
  'not-held',
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** By what a message goes: a person's channels, or the robot of a group. */
export const Route = z.union([NoticeChannel, z.literal('robot')]);
export type Route = z.infer<typeof Route>;

/** What of a notice is noted by itself: each channel, and each robot of an office by its id. */
export const Track = z.union([NoticeChannel, z.templateLiteral(['robot ', z.string()])]);
export type Track = z.infer<typeof Track>;

/**
 * What one recipient is told about one cause: exactly one record, under a key that follows from the cause. It keeps ids only; words and
 * names are put together when it is read or sent, so that it needs no change when a person is erased.
 */
export const Notice = z.object({
  city: Code,
  /** A person, or an organisation of which a robot tells its group. */
  recipient: Code,
  kind: NoticeKind,
  /** The instant of its cause, and what names it: an event's id, a task's name with the reminder. */
  at: Instant,
  cause: Line(300),
  /** As whom somebody is told: the organisation or speaker. */
  party: Code,
  visit: z.optional(Code),
  /** The task that waits for the recipient. */
  task: z.optional(Line(300)),
  /** What the template fills in: codes, ids, instants, counts. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Whether it waits for the next morning's digest. */
  digest: z.optional(z.boolean()),
  /** By what it has gone out, and when. */
  sent: z.optional(z.partialRecord(Track, Instant)),
  /** By what it can never go out, and why. */
  refused: z.optional(z.partialRecord(Track, z.string())),
  /** When it goes out, or is tried again; without it at once. */
  deliverAt: z.optional(Instant),
  /** How often sending it failed; when that is given up it is dead until somebody sends it on its way again. */
  failures: z.optional(z.int()),
  dead: z.optional(z.boolean()),
  /** It has all gone out, or there is no channel that it should go out by. */
  done: z.optional(z.boolean()),
  ttl: z.int(),
});
export type Notice = z.infer<typeof Notice>;

/** A message as it leaves by any channel. */
export interface Outgoing {
  /** The same at every try, so that a provider, or a reader, knows it again. */
  id: string;
  kind: NoticeKind | MessageKind | 'digest';
  language: 'zh' | 'en';
  /** A line: what it is about. */
  title: string;
  /** What happened, what to do, by when; without the link. */
  text: string;
  link?: string;
  /** What a registered template of an SMS provider is filled with, by name. */
  params: Record<string, string>;
  /** Files that a mail carries. */
  attachments?: { name: string; type: string; content: string }[];
}
