import * as z from 'zod/mini';
import { type ChainEnd, linkEvents } from '../audit/chain.ts';
import { withoutErased } from '../audit/personal.ts';
import { Task } from '../decisions/task.ts';
import { GONE } from '../personal/gone.ts';
import { PARTY_INDEXES, partyOf, VISIT_CORE, visitOf } from '../platform/keys.ts';
import { requestId } from '../platform/request-id.ts';
import { commit, query } from '../platform/table.ts';
import type { Item, Write } from '../platform/writes.ts';
import { type EventActor, VisitEvent } from './events.ts';
import { Seat, Slot, Visit, VisitRequest } from './visit.ts';

/** A visit with all that decides how it goes on; read in one query. */
export interface VisitCore {
  visit: Visit;
  request: VisitRequest;
  requestedBy: EventActor | undefined;
  /** In the order of their numbers. */
  seats: Seat[];
  tasks: Task[];
  /** By seat the union that owns the pool entry, where that is not the visit's own union. */
  poolUnions?: ReadonlyMap<number, string>;
}

/** By seat the union that owns the entry of who sits there. */
export const poolUnionsOf = ({ visit, seats, poolUnions }: VisitCore): Map<number, string> =>
  new Map(
    seats.flatMap(({ seat, speaker }) =>
      speaker === undefined ? [] : [[seat, poolUnions?.get(seat) ?? visit.union] as const],
    ),
  );

/** @returns undefined for an unknown visit */
export async function loadVisit(city: string, id: string, consistent = false): Promise<VisitCore | undefined> {
  const items = await query(visitOf(city, id), { between: VISIT_CORE, consistent });
  const of = (prefix: string) => items.filter((item) => (item.sk as string).startsWith(prefix));
  const [visit] = of('VISIT');
  const [request, moved] = of('REQUEST');
  if (!visit || !request) return undefined;
  return {
    visit: z.parse(Visit, visit),
    request: { ...requestIn(request), ...(moved && z.parse(Moved, moved)) },
    requestedBy: z.parse(VisitEvent, withoutErased(request)).by,
    // Seat 10 stands before seat 2 in the table.
    seats: parsed(Seat, of('SEAT#')).sort((a, b) => a.seat - b.seat),
    tasks: parsed(Task, of('TASK#')),
    poolUnions: new Map(parsed(Listed, of('SEAT#')).flatMap((listed) => poolUnionIn(city, listed))),
  };
}

/** What was asked for; an erased contact leaves its place. */
function requestIn(event: Item): VisitRequest {
  const data = withoutErased(event).data as Item;
  return z.parse(VisitRequest, { ...data, contact: data.contact ?? { name: GONE } });
}

/** Writes what happens to a visit, in one transaction; the events in it become the next links of the visit's chain. */
export const commitVisit = (visit: ChainEnd, writes: Write[]): Promise<void> => commit(linkEvents(visit, writes, requestId()));

/** The times that are wished for since the visit was moved; what was asked for first stays as it was. */
const Moved = z.object({ slots: z.array(Slot) });

/** A seat stands in the list of the union that owns the pool entry (changes.ts). */
const Listed = z.object({ seat: z.int(), [PARTY_INDEXES[2].pk]: z.optional(z.string()) });
const poolUnionIn = (city: string, { seat, party3 }: z.infer<typeof Listed>): [number, string][] =>
  party3 === undefined ? [] : [[seat, party3.slice(partyOf(city, '').length)]];

const parsed = <T>(schema: z.ZodMiniType<T>, items: Item[]) => z.parse(z.array(schema), items);
