import * as z from 'zod/mini';
import { Task } from '../decisions/task.ts';
import { VISIT_CORE, visitOf } from '../platform/keys.ts';
import { query } from '../platform/table.ts';
import type { Item } from '../platform/writes.ts';
import { VisitEvent } from './events.ts';
import { type Actor, Seat, Visit, VisitRequest } from './visit.ts';

/** A visit with all that decides how it goes on; read in one query. */
export interface VisitCore {
  visit: Visit;
  request: VisitRequest;
  requestedBy: Actor | undefined;
  /** In the order of their numbers. */
  seats: Seat[];
  tasks: Task[];
}

/** @returns undefined for an unknown visit */
export async function loadVisit(city: string, id: string, consistent = false): Promise<VisitCore | undefined> {
  const items = await query(visitOf(city, id), { between: VISIT_CORE, consistent });
  const of = (prefix: string) => items.filter((item) => (item.sk as string).startsWith(prefix));
  const [visit] = of('VISIT');
  const [request] = of('REQUEST');
  if (!visit || !request) return undefined;
  return {
    visit: z.parse(Visit, visit),
    request: z.parse(VisitRequest, request.data),
    requestedBy: z.parse(VisitEvent, request).by,
    seats: parsed(Seat, of('SEAT#')),
    tasks: parsed(Task, of('TASK#')),
  };
}

const parsed = <T>(schema: z.ZodMiniType<T>, items: Item[]) => z.parse(z.array(schema), items);
