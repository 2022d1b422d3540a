import * as z from 'zod/mini';
import type { Contract } from '../platform/contract.ts';
import { GivenLimit } from '../platform/paging.ts';
import { Code, Day, Instant, Line } from '../platform/schema.ts';
import { EventActor, EventType } from '../visits/events.ts';
import { OrganisationEventType } from './organisation-events.ts';
import { Seal } from './seal.ts';

/** One link of a visit's chain: ids, codes, and what the activity is about; what is personal by its digest. */
const AuditEntry = z.strictObject({
  n: z.int(),
  id: Code,
  type: EventType,
  at: Instant,
  epoch: z.int(),
  by: z.optional(EventActor),
  /** The request that brought it about; none where the system acted by itself. */
  request: z.optional(z.string()),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
});

const VisitTrail = z.strictObject({
  visit: Code,
  events: z.int(),
  head: z.string(),
  /** The first link that is broken, where the chain is not whole. */
  broken: z.optional(
    z.strictObject({
      n: z.int(),
      id: z.optional(Code),
      why: z.enum(['changed', 'missing', 'unlinked', 'not-the-end']),
    }),
  ),
  entries: z.array(AuditEntry),
});

/** What happened to an organisation's own records: ids and codes only. */
const OrganisationEntry = z.strictObject({
  id: Code,
  type: OrganisationEventType,
  at: Instant,
  by: z.optional(EventActor),
  request: z.optional(z.string()),
  data: z.record(z.string(), z.unknown()),
});

const { city: _, organisation: __, ...ofSeal } = Seal.shape;
const OrganisationTrail = z.strictObject({
  organisation: Code,
  /** Those of the month or the day; a day on which nothing happened has none. */
  seals: z.array(z.strictObject(ofSeal)),
  /**
   * The first place that is broken: a seal not as it was made, the one before it missing, a ledger other than the sealed one; an event
   * other than the ledger holds.
   */
  broken: z.optional(
    z.strictObject({ day: Day, id: z.optional(Code), why: z.enum(['changed', 'missing', 'ledger', 'event']) }),
  ),
  /** A page of its own events, oldest first; those of visits stand in the visits' trails. */
  entries: z.array(OrganisationEntry),
  cursor: z.optional(z.string()),
});

export const getAudit = {
  method: 'GET',
  path: '/v1/audit',
  summary: {
    zh: '一次活动或一个组织的审计记录，及其是否完整',
    en: 'The audit trail of a visit or of an organisation, and whether it is whole',
  },
  /** Either a visit, or an organisation with a month or a day (read.ts). */
  query: z.strictObject({
    visit: z.optional(Line(100)),
    organisation: z.optional(Line(100)),
    month: z.optional(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'month' }))),
    day: z.optional(Day),
    limit: z.optional(GivenLimit),
    cursor: z.optional(z.string().check(z.maxLength(500))),
  }),
  success: 200,
  answer: z.union([VisitTrail, OrganisationTrail]),
} satisfies Contract;
