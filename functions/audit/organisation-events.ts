import * as z from 'zod/mini';
import { newId } from '../platform/ids.ts';
import { auditKey } from '../platform/keys.ts';
import { requestId } from '../platform/request-id.ts';
import { Code, Instant } from '../platform/schema.ts';
import type { Write } from '../platform/writes.ts';
import { EventActor } from '../visits/events.ts';

/** What can happen to an organisation's own records; those of a visit are told by the visit's events. */
export const OrganisationEventType = z.enum([
  'organisation-added',
  'organisation-changed',
  'organisation-merged',
  'person-added',
  'person-changed',
  'person-erased',
  'person-exported',
  'person-signed-out',
  'membership-granted',
  'membership-ended',
  'absence-delegated',
  'tasks-handed-over',
  'permission-changed',
  'policy-changed',
  'speaker-changed',
  'numbers-seen',
  'calendar-made',
  'calendar-revoked',
  'notices-redriven',
]);
export type OrganisationEventType = z.infer<typeof OrganisationEventType>;

/**
 * A change of an organisation's records: of its own what it says of the office, of people ids and codes only; no person's name, no number of
 * a contact, nothing that erasing a person would have to reach.
 */
export const OrganisationEvent = z.object({
  id: Code,
  type: OrganisationEventType,
  at: Instant,
  city: Code,
  organisation: Code,
  by: z.optional(EventActor),
  request: z.optional(z.string()),
  data: z.record(z.string(), z.unknown()),
});
export type OrganisationEvent = z.infer<typeof OrganisationEvent>;

/** The write that records what happened to an organisation's records; it belongs into the transaction of the change. */
export function organisationEventWrite(
  { city, organisation }: { city: string; organisation: string },
  type: OrganisationEventType,
  at: Date,
  by: EventActor | undefined,
  data: Record<string, unknown>,
): Write {
  const id = newId(at);
  const actor = by && z.parse(EventActor, by);
  const event: OrganisationEvent = {
    id,
    type,
    at: at.toISOString(),
    city,
    organisation,
    by: actor,
    request: requestId(),
    data,
  };
  return { put: { ...auditKey(city, organisation, event.at, id), ...event } };
}
