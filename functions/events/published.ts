import * as z from 'zod/mini';
import { Step } from '../deadlines/policy.ts';
import { Code, Instant, Line } from '../platform/schema.ts';
import { EventActor, EventType, type VisitEvent } from '../visits/events.ts';

/** What of an event's facts goes out: ids, codes, instants and numbers; no words that somebody wrote, and no evidence. */
const PublishedData = z.object({
  seat: z.optional(z.int()),
  seats: z.optional(z.array(z.object({ seat: z.optional(z.int()), speaker: z.optional(Code) }))),
  round: z.optional(z.int()),
  speaker: z.optional(Code),
  previous: z.optional(Code),
  employer: z.optional(Code),
  party: z.optional(Code),
  superior: z.optional(Code),
  step: z.optional(Step),
  scope: z.optional(Code),
  reasonCode: z.optional(Code),
  from: z.optional(Instant),
  to: z.optional(Instant),
  automatic: z.optional(z.boolean()),
  number: z.optional(Line(60)),
});

const PublishedActor = z.extend(z.omit(EventActor, { onBehalfOf: true }), {
  onBehalfOf: z.optional(z.object({ party: Code, channel: Code })),
});

/**
 * A change of a visit as it stands on the bus: its `detail-type` is the type. At least once, not always in order: `id` tells a
 * repetition, `at` and `epoch` the order. The schema is published in the OpenAPI document; members are only ever added.
 */
export const PublishedEvent = z.object({
  id: Code,
  type: EventType,
  at: Instant,
  city: Code,
  visit: Code,
  epoch: z.int(),
  by: z.optional(PublishedActor),
  data: PublishedData,
});
export type PublishedEvent = z.infer<typeof PublishedEvent>;

/** Somebody is asked something: `detail-type` `task-opened`. */
export const TaskOpened = z.object({
  city: Code,
  visit: Code,
  epoch: z.int(),
  task: Line(300),
  step: Step,
  party: Code,
  seat: z.int(),
  openedAt: Instant,
  dueAt: Instant,
  expiresAt: Instant,
});
export type TaskOpened = z.infer<typeof TaskOpened>;

/** What others may hear of an event. A fact that has not the published form is left out. */
export function published(city: string, event: VisitEvent): PublishedEvent {
  const { id, type, at, visit, epoch, by, data } = event;
  const facts = Object.entries(PublishedData.shape).flatMap(([name, schema]) => {
    const fact = z.safeParse(schema as z.ZodMiniType, data[name]);
    return fact.success && fact.data !== undefined ? [[name, fact.data]] : [];
  });
  return {
    ...{ id, type, at, city, visit, epoch },
    ...(by && { by: z.parse(PublishedActor, by) }),
    data: z.parse(PublishedData, Object.fromEntries(facts)),
  };
}
