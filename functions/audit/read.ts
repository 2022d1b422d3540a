import * as z from 'zod/mini';
import { lineage } from '../access/directory.ts';
import { may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { type Answer, ok, route } from '../platform/api.ts';
import { EVENT_RANGE, visitKey, visitOf } from '../platform/keys.ts';
import { Invalid, NotFound } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import { get, query } from '../platform/table.ts';
import type { Item } from '../platform/writes.ts';
import { type EventActor, VisitEvent } from '../visits/events.ts';
import { Visit } from '../visits/visit.ts';
import { firstBroken } from './chain.ts';
import { getAudit } from './contract.ts';
import { auditOrganisation, monthOf, type Period } from './organisation-trail.ts';
import { hideable, withoutErased } from './personal.ts';

const Link = z.extend(VisitEvent, { n: z.int(), hash: z.string(), request: z.optional(z.string()) });

/** @throws Invalid for a query that names neither or both */
export const audit = route(getAudit, async ({ query, person, now }) => {
  const { visit, organisation } = query;
  const beside = Object.keys(query).filter((name) => name !== 'visit');
  if (visit !== undefined && beside.length > 0) throw new Invalid(beside.map((name) => fieldError(name, 'with-visit')));
  if (visit !== undefined) return auditVisit(visit, person, now);
  if (organisation === undefined) throw new Invalid([fieldError('visit', 'required')]);
  return auditOrganisation(organisation, periodOf(query), query, person, now);
});

function periodOf({ month, day }: { month?: string | undefined; day?: string | undefined }): Period {
  if (month !== undefined && day !== undefined) throw new Invalid([fieldError('day', 'with-month')]);
  if (month === undefined && day === undefined) throw new Invalid([fieldError('month', 'required')]);
  return day === undefined ? monthOf(month!) : { first: day, last: day };
}

/** @throws NotFound for whoever may not audit it just as for a visit that does not exist */
async function auditVisit(id: string, person: Person, now: Date): Promise<Answer> {
  const visit = await get(Visit, visitKey(person.city, id), { consistent: true });
  if (!visit) throw new NotFound();
  const [unions, authorities] = await Promise.all([lineage(person.city, visit.union), lineage(person.city, visit.education)]);
  if (!may('audit', person, { unions, authorities }, now.toISOString())) throw new NotFound();
  const events = await query(visitOf(person.city, id), { between: EVENT_RANGE, consistent: true });
  const broken = firstBroken(visit, events);
  return ok({
    ...{ visit: id, events: visit.events ?? 0, head: visit.head ?? '' },
    ...(broken && { broken }),
    entries: events.flatMap(entryOf).sort((a, b) => a.n - b.n),
  });
}

/** What is no link at all, or not of this shape, is told as the break of the chain. */
function entryOf(item: Item) {
  const link = z.safeParse(Link, withoutErased(item)).data;
  if (!link) return [];
  const { n, id, type, at, epoch, by, request, hash } = link;
  return [
    {
      ...{ n, id, type, at, epoch },
      ...(by && { by: withoutEvidence(by) }),
      ...(request !== undefined && { request }),
      ...{ data: hideable(item).data as Item, hash },
    },
  ];
}

const withoutEvidence = ({ onBehalfOf, ...by }: EventActor): EventActor =>
  onBehalfOf ? { ...by, onBehalfOf: { ...onBehalfOf, evidence: undefined } } : by;
