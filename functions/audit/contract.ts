import * as z from 'zod/mini';
import type { Contract } from '../platform/contract.ts';
import { Code, Instant, Line } from '../platform/schema.ts';
import { EventActor, EventType } from '../visits/events.ts';

/** One link of a visit's chain: ids and codes only, what is personal by its digest. */
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

export const getAudit = {
  method: 'GET',
  path: '/v1/audit',
  summary: { zh: '一次活动的审计记录，及其是否完整', en: "A visit's audit trail, and whether it is whole" },
  query: z.strictObject({ visit: Line(100) }),
  success: 200,
  answer: z.strictObject({
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
  }),
} satisfies Contract;
