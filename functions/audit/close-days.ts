import * as z from 'zod/mini';
import { day, plusDays, plusHours } from '../deadlines/shanghai-time.ts';
import { ledgerOf, sealedKey, sealKey, sealsOf } from '../platform/keys.ts';
import { log } from '../platform/log.ts';
import { Day } from '../platform/schema.ts';
import { commit, get, query } from '../platform/table.ts';
import type { Item } from '../platform/writes.ts';
import { Entered, rowOf } from './ledger.ts';
import { Seal, sealOf } from './seal.ts';

/** A call that began before midnight may still put a row into the day's ledger; it lives far shorter than this. */
const MARGIN_HOURS = 1;

/** The last day whose ledger nobody adds to any more. */
export const lastCompleteDay = (now: Date): string => plusDays(day(plusHours(now.toISOString(), -MARGIN_HOURS)), -1);

/**
 * Seals all days of a city that are over and have not been sealed, however many, in their order. Safe to call twice, late or side by
 * side: a seal follows from the ledger and the seal before, and is written once.
 * @returns whether the ledger holds anything of a day that is not over
 */
export async function closeDays(city: string, now: Date): Promise<{ more: boolean }> {
  const until = (await get(z.object({ day: Day }), sealedKey(city), { consistent: true }))?.day;
  const complete = lastCompleteDay(now);
  // A day sorts before the rows that begin with it.
  const bounds: [string, string] = [until === undefined ? '0' : plusDays(until, 1), plusDays(complete, 1)];
  const held = bounds[0] < bounds[1] ? await query(ledgerOf(city), { between: bounds, consistent: true }) : [];
  const lasts = new Map<string, Seal | undefined>();
  for (const [, rows] of Map.groupBy(held.map(rowOf), ({ day, organisation }) => `${day} ${organisation}`)) {
    const { day, organisation } = rows[0]!;
    const last = lasts.has(organisation) ? lasts.get(organisation) : await lastSeal(city, organisation);
    const seal = last && last.day >= day ? last : sealOf({ city, organisation, day }, rows, last);
    lasts.set(organisation, seal);
    if (seal !== last) await write(seal);
  }
  if (held.length > 0) await commit([{ put: { ...sealedKey(city), day: complete } }]);
  const [open] = await query(ledgerOf(city), { after: bounds[1], limit: 1 });
  return { more: open !== undefined };
}

/** The newest seal of an organisation. */
export async function lastSeal(city: string, organisation: string, range: { upTo?: string } = {}): Promise<Seal | undefined> {
  const [found] = await query(sealsOf(city, organisation), { ...range, backwards: true, limit: 1, consistent: true });
  return found && z.parse(Seal, found);
}

/** The log keeps the hash for half a year where nobody who may write the table can change it. */
async function write(seal: Seal): Promise<void> {
  const { city, organisation, day, n, entries, hash } = seal;
  const put: Item = { ...sealKey(city, organisation, day), ...seal };
  try {
    await commit([{ put: put as Item & { pk: string; sk: string }, where: 'absent', otherwise: () => new Entered() }]);
  } catch (error) {
    if (!(error instanceof Entered)) throw error;
  }
  log.info('sealed', { city, organisation, day, n, entries, sha256: hash });
}
