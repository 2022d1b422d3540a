import { auditOf, ledgerKey } from '../platform/keys.ts';
import type { Item, Write } from '../platform/writes.ts';
import { hashOf } from './chain.ts';

/**
 * The ledger holds what the next seal covers: where the chains of visits ended, and the hashes of organisations' own events. Rows are
 * put in once and never changed. They stand under the day on which they came, not the day of the change: so a day is complete when
 * it is over, however late the stream tells of something.
 */
export interface Row {
  /** `VISIT#{visit}#{n}` for the n-th event of a visit, `EVENT#{at}#{id}` for an organisation's own. */
  row: string;
  /** The event's hash; of a visit's chain the hash that stands for all events up to this one. */
  hash: string;
}

/** A row with the ledger in which it belongs: the organisation's, of a visit its union's. */
export interface Entry extends Row {
  city: string;
  organisation: string;
}

/** What of a visit's item enters the ledger. */
export interface Chained {
  city: string;
  id: string;
  union: string;
  events?: number | undefined;
  head?: string | undefined;
}

/** Where chains end after these changes of visits, in their order; only the last of each, because it stands for those before. */
export function visitEntries(changes: { before: Chained | undefined; after: Chained | undefined }[]): Entry[] {
  const newest = new Map<string, Entry>();
  for (const { before, after } of changes) {
    if (!after?.head || after.head === before?.head) continue;
    const { city, id, union, events, head } = after;
    newest.set(`${city} ${id}`, { city, organisation: union, row: `VISIT#${id}#${events}`, hash: head });
  }
  return [...newest.values()];
}

/** Whether an item is an event of an organisation, by its place in the table. */
export const isOrganisationEvent = ({ pk, city, organisation }: Item): boolean =>
  typeof city === 'string' && typeof organisation === 'string' && pk === auditOf(city, organisation);

export const eventEntry = (event: Item): Entry => ({
  city: event.city as string,
  organisation: event.organisation as string,
  row: `EVENT#${event.sk}`,
  hash: hashOf('', event),
});

/** That a row is in the ledger already. */
export class Entered extends Error {
  override name = 'Entered';
}

/** Puts a row in, once. @throws Entered by the write, when it is there */
export const entryWrite = ({ city, organisation, row, hash }: Entry, day: string): Write => ({
  put: { ...ledgerKey(city, day, organisation, row), hash },
  where: 'absent',
  otherwise: () => new Entered(),
});

/** A ledger's item as a row, with the day and the organisation under which it stands. */
export function rowOf({ sk, hash }: Item): Row & { day: string; organisation: string } {
  const [day, organisation, ...row] = (sk as string).split('#');
  return { day: day!, organisation: organisation!, row: row.join('#'), hash: hash as string };
}
