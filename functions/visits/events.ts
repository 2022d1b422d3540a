import * as z from 'zod/mini';
import { newId } from '../platform/ids.ts';
import { eventKey, fillKey, matchKey, requestKey } from '../platform/keys.ts';
import { Code, Instant } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import { Actor, type VisitRequest } from './visit.ts';

/** What can happen to a visit, in the order of a good life, then the rest. */
export const EventType = z.enum([
  'requested',
  'speakers-proposed',
  'union-approved',
  'employer-released',
  'speaker-confirmed',
  'school-confirmed',
  'statistics-submitted',
  'speaker-absent',
  'absence-contested',
  'absence-settled',
  'union-declined',
  'employer-declined',
  'speaker-declined',
  'school-declined',
  'step-expired',
  'superior-added',
  'deadline-moved',
  'cleared',
  'clearance-declined',
  'handed-to-union',
  'reserve-stepped-in',
  'rescheduled',
  'shifted',
  'withdrawn',
  'union-objected',
  'speaker-replaced',
  'objected',
  'cancelled',
  'unmatched',
  'not-held',
  'letter-issued',
  'letter-returned',
  'link-sent',
  'execution-restarted',
  'stuck',
]);
export type EventType = z.infer<typeof EventType>;

/** Who acted, by ids: whoever reads looks the name up, so that an event needs no change when a person is erased. */
export const EventActor = z.omit(Actor, { name: true });
export type EventActor = z.infer<typeof EventActor>;

/** A change, ids only. It is history, and by the stream the outbox record of everything that follows from the change. */
export const VisitEvent = z.object({
  id: Code,
  type: EventType,
  at: Instant,
  visit: Code,
  epoch: z.int(),
  by: z.optional(EventActor),
  /** Seat, speaker, employer, reason code, text …: what a reader of the timeline needs. */
  data: z.record(z.string(), z.unknown()),
});
export type VisitEvent = z.infer<typeof VisitEvent>;

interface Concerned {
  city: string;
  id: string;
  epoch: number;
}

const eventOf = (
  visit: Concerned,
  type: EventType,
  at: Date,
  by: EventActor | undefined,
  data: Record<string, unknown>,
): VisitEvent => ({
  id: newId(at),
  type,
  at: at.toISOString(),
  visit: visit.id,
  epoch: visit.epoch,
  by: by && z.parse(EventActor, by),
  data,
});

/**
 * The request itself is a visit's first event; it keeps what was asked for, under a key of its own. `taken` says how a union took
 * it from the school (代录): that belongs to the event, not to the request.
 */
export const requestWrite = (
  visit: Concerned,
  at: Date,
  by: EventActor,
  request: VisitRequest,
  taken: { channel?: string | undefined; evidence?: string | undefined } = {},
): Write => ({
  put: { ...requestKey(visit.city, visit.id), ...eventOf(visit, 'requested', at, by, { ...request, ...taken }) },
});

/** What a match found is an event too, under the key by which a repeated call finds it. */
export const proposalWrite = (
  visit: Concerned,
  type: 'speakers-proposed' | 'unmatched',
  at: Date,
  round: number,
  found: Record<string, unknown>,
): Write => ({
  put: { ...matchKey(visit.city, visit.id, visit.epoch, round), ...eventOf(visit, type, at, undefined, found) },
  where: 'absent',
});

/** That a reserve stepped into a seat, under the key by which a repeated call finds it. */
export const fillWrite = (visit: Concerned, at: Date, seat: number, round: number, data: Record<string, unknown>): Write => ({
  put: {
    ...fillKey(visit.city, visit.id, visit.epoch, seat, round),
    ...eventOf(visit, 'reserve-stepped-in', at, undefined, data),
  },
  where: 'absent',
});

/** The write that records an event. */
export function eventWrite(
  visit: Concerned,
  type: EventType,
  at: Date,
  { by, ...data }: { by?: EventActor; [fact: string]: unknown },
): Write {
  const event = eventOf(visit, type, at, by, data);
  return { put: { ...eventKey(visit.city, visit.id, event.at, event.id), ...event } };
}
