import * as z from 'zod/mini';
import type { OrganisationEvent } from '../audit/organisation-events.ts';
import { Code, Instant } from '../platform/schema.ts';
import { noticeWrite, once } from './write.ts';

/** What the event of a delegation says; one that ends it says when. */
const Delegation = z.object({ colleague: Code, from: z.optional(Instant), ended: z.optional(Instant) });

/** Whoever stands in for a colleague is told so, and how much waits, from the moment when they do. */
export async function tellStandIn({ id, at, city, organisation, data }: OrganisationEvent, now: Date): Promise<void> {
  const { colleague, from, ended } = z.parse(Delegation, data);
  if (ended !== undefined) return;
  const notice = { city, recipient: colleague, kind: 'standing-in', at, cause: id, party: organisation, facts: {} } as const;
  const isAhead = from !== undefined && from > now.toISOString();
  await once(noticeWrite({ ...notice, ...(isAhead && { deliverAt: from }) }));
}
