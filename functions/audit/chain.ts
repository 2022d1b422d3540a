import { createHash, randomBytes } from 'node:crypto';
import { EVENT_RANGE, visitKey, visitOf } from '../platform/keys.ts';
import { type Item, keyOf, type Where, type Write } from '../platform/writes.ts';
import { canonical } from './canonical.ts';
import { hideable, personalIn, type Salts } from './personal.ts';

/**
 * The events of a visit form a chain: each carries its number and a hash over itself and the hash before it, the visit carries the
 * last of them. So no event can be changed, left out or put in between without breaking the chain. What is personal enters the hash by its digest only, so that it can be erased and the chain stays whole.
 */

/** Where a visit's chain ends; nothing of it before the first event. */
export interface ChainEnd {
  city: string;
  id: string;
  /** How many events there are. */
  events?: number | undefined;
  /** The hash of the last one. */
  head?: string | undefined;
}

/** The hash of an event behind the one with the hash `previous`; its place in the table and its own hash do not enter. */
export function hashOf(previous: string, event: Item): string {
  const { pk: _, sk: __, hash: ___, salts: ____, ...content } = hideable(event);
  return createHash('sha256').update(previous).update(canonical(content)).digest('base64url');
}

/** Whether an item is an event of this visit, by its place in the table. */
export const isEvent = (visit: ChainEnd, { pk, sk }: Item): boolean =>
  pk === visitOf(visit.city, visit.id) && (sk as string) >= EVENT_RANGE[0] && (sk as string) <= EVENT_RANGE[1];

/**
 * The writes with their events linked to the chain's end, and the visit with its new end. Conditional on the end that was read: of
 * two that write at the same time one reads again. Without an event the writes stay as they are.
 * @param request the id of the request that brought this about
 */
export function linkEvents(visit: ChainEnd, writes: Write[], request?: string): Write[] {
  const end = { events: visit.events ?? 0, head: visit.head ?? '' };
  const linked = writes.map((write): Write => {
    if (!('put' in write) || !isEvent(visit, write.put)) return write;
    end.events++;
    const event = { ...write.put, ...saltsFor(write.put), ...(request !== undefined && { request }), n: end.events };
    end.head = hashOf(end.head, event);
    return { ...write, put: { ...event, hash: end.head } };
  });
  return end.events === (visit.events ?? 0) ? writes : withEnd(visit, linked, end);
}

/** The end stands on the visit, which a transaction takes only once. */
function withEnd(visit: ChainEnd, writes: Write[], end: Item): Write[] {
  const key = visitKey(visit.city, visit.id);
  const read: Where = { head: visit.head ?? { missing: true } };
  const place = writes.findIndex((write) => keyOf(write).sk === key.sk && keyOf(write).pk === key.pk);
  const own = writes[place];
  if (!own) return [...writes, { update: key, set: end, where: read }];
  const others = writes.filter((write) => write !== own);
  if ('put' in own) return [{ ...own, put: { ...own.put, ...end } }, ...others];
  const where = { ...(own.where as Exclude<Where, 'absent'>), ...read };
  const kept = 'update' in own ? own : {};
  const set = { ...('update' in own ? own.set : {}), ...end };
  return [{ ...kept, update: key, set, where, ...(own.otherwise && { otherwise: own.otherwise }) }, ...others];
}

/** One salt for each personal member that the event has: a number of eleven digits could be found from its digest alone. */
function saltsFor(event: Item): { salts?: Salts } {
  const salts = Object.fromEntries(personalIn(event).map((path) => [path, randomBytes(9).toString('base64url')]));
  return Object.keys(salts).length > 0 ? { salts } : {};
}

/** The first event at which a chain is broken, and how. */
export interface Broken {
  n: number;
  id?: string;
  why: 'changed' | 'missing' | 'unlinked' | 'not-the-end';
}

/** Follows a visit's chain from its first event to its end. Undefined when it is whole. */
export function firstBroken(visit: ChainEnd, events: Item[]): Broken | undefined {
  const chain = [...events].sort((a, b) => Number(a.n ?? Infinity) - Number(b.n ?? Infinity));
  let head = '';
  for (const [i, event] of chain.entries()) {
    const n = i + 1;
    const id = { id: event.id as string };
    if (event.n === undefined) return { n, ...id, why: 'unlinked' };
    if (event.n !== n) return (event.n as number) > n ? { n, why: 'missing' } : { n: n - 1, ...id, why: 'unlinked' };
    head = hashOf(head, event);
    if (head !== event.hash) return { n, ...id, why: 'changed' };
  }
  if (chain.length < (visit.events ?? 0)) return { n: chain.length + 1, why: 'missing' };
  return head === (visit.head ?? '') ? undefined : { n: chain.length, why: 'not-the-end' };
}
