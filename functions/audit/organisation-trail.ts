import * as z from 'zod/mini';
import { organisation } from '../access/directory.ts';
import { may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { linesOf } from '../access/responsible.ts';
import { day, instantAt, plusDays } from '../deadlines/shanghai-time.ts';
import { type Answer, ok } from '../platform/api.ts';
import { fromCursor, toCursor } from '../platform/cursor.ts';
import { auditOf, ledgerOf, sealsOf } from '../platform/keys.ts';
import { USUAL_LIMIT } from '../platform/paging.ts';
import { NotFound } from '../platform/problems.ts';
import { query } from '../platform/table.ts';
import type { Item } from '../platform/writes.ts';
import { lastSeal } from './close-days.ts';
import { eventEntry, type Row, rowOf } from './ledger.ts';
import { OrganisationEvent } from './organisation-events.ts';
import { firstBrokenSeal, Seal } from './seal.ts';

/** Days in Asia/Shanghai, both inclusive. */
export interface Period {
  first: string;
  last: string;
}

/** A month as its days; the day before the next month's first is its last. */
export function monthOf(month: string): Period {
  const first = `${month}-01`;
  return { first, last: plusDays(`${plusDays(first, 31).slice(0, 7)}-01`, -1) };
}

/**
 * An organisation's seals of a period, and a page of its own events, each held against the ledgers. Whether the visits among what is
 * sealed are whole is told by their own trails, and of all at once by `npm run audit:verify`.
 * @throws NotFound for whoever may not audit it just as for an organisation that does not exist
 */
export async function auditOrganisation(
  id: string,
  period: Period,
  page: { limit?: number | undefined; cursor?: string | undefined },
  person: Person,
  now: Date,
): Promise<Answer> {
  const { city } = person;
  const known = await organisation(city, id);
  const lines = known ? await linesOf(city, known) : [];
  if (!known || !may('audit-organisation', person, { lines }, now.toISOString())) throw new NotFound();
  const [seals, before, ledger, { events, cursor }] = await Promise.all([
    query(sealsOf(city, id), { between: [period.first, period.last], consistent: true }),
    lastSeal(city, id, { upTo: plusDays(period.first, -1) }),
    ledgerIn(city, id, period),
    eventsIn(city, id, period, page, person),
  ]);
  const whole = seals.flatMap((item) => z.safeParse(Seal, item).data ?? []);
  // What is no seal, or no event, at all is told as the place that is broken.
  const odd = seals.find((item) => !z.safeParse(Seal, item).success);
  const broken = odd ? { day: odd.sk as string, why: 'changed' as const } : brokenIn(whole, before, ledger, events);
  return ok({
    organisation: id,
    seals: whole.map(({ city: _, organisation: __, ...seal }) => seal),
    ...(broken && { broken }),
    entries: events.flatMap(entryOf),
    ...(cursor !== undefined && { cursor }),
  });
}

/** What the ledgers hold by day. An event of the last evening may have come the day after. */
async function ledgerIn(city: string, organisation: string, { first, last }: Period): Promise<Map<string, Row[]>> {
  const days: string[] = [];
  for (let each = first; each <= plusDays(last, 1); each = plusDays(each, 1)) days.push(each);
  const held = await Promise.all(
    days.map((each) => query(ledgerOf(city), { prefix: `${each}#${organisation}#`, consistent: true })),
  );
  return new Map(days.map((each, i) => [each, held[i]!.map(rowOf)]));
}

async function eventsIn(
  city: string,
  organisation: string,
  { first, last }: Period,
  { limit = USUAL_LIMIT, cursor }: { limit?: number | undefined; cursor?: string | undefined },
  person: Person,
): Promise<{ events: Item[]; cursor?: string }> {
  const bound = JSON.stringify([person.id, organisation, first, last]);
  // Nothing sorts between a position and the same with a blank behind it.
  const from = cursor === undefined ? instantAt(first, '00:00') : `${fromCursor(cursor, bound)} `;
  const between: [string, string] = [from, instantAt(last, '24:00')];
  const found = await query(auditOf(city, organisation), { between, limit: limit + 1, consistent: true });
  const events = found.slice(0, limit);
  return { events, ...(found.length > limit && { cursor: toCursor(events.at(-1)!.sk as string, bound) }) };
}

/** The first broken seal, or the first event of which the ledger says something else; what has just come may not stand there yet. */
function brokenIn(seals: Seal[], before: Seal | undefined, ledger: Map<string, Row[]>, events: Item[]) {
  const seal = firstBrokenSeal(seals, (each) => ledger.get(each) ?? [], before);
  if (seal) return seal;
  const rows = new Map([...ledger.values()].flat().map(({ row, hash }) => [row, hash]));
  const changed = events.find((event) => {
    const { row, hash } = eventEntry(event);
    return rows.has(row) ? rows.get(row) !== hash : !z.safeParse(OrganisationEvent, event).success;
  });
  if (!changed) return undefined;
  // Where it stands is what it was; what it says may have been changed.
  const [at = '', id = ''] = (changed.sk as string).split('#');
  return { day: day(at), id, why: 'event' as const };
}

function entryOf(item: Item) {
  const event = z.safeParse(OrganisationEvent, item).data;
  if (!event) return [];
  const { city: _, organisation: __, ...entry } = event;
  return [entry];
}
