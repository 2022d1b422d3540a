import * as z from 'zod/mini';
import { policy } from '../access/directory.ts';
import { withDatesOf } from '../deadlines/policy.ts';
import { plusHours } from '../deadlines/shanghai-time.ts';
import { attempt } from '../platform/attempt.ts';
import { extensionKey, SWEEP, sweepOf, visitOf } from '../platform/keys.ts';
import { log } from '../platform/log.ts';
import { Code, type Instant } from '../platform/schema.ts';
import { commit, get, queryIndex } from '../platform/table.ts';
import type { Item, Write } from '../platform/writes.ts';
import { commitVisit, loadVisit } from '../visits/store.ts';
import { extension } from './moving.ts';

/** How far the extension of a version to the visits that have begun is: the visit behind which it goes on. */
const Extension = z.object({
  city: Code,
  version: z.int(),
  after: z.optional(z.string()),
  /** Some visit was changed, or could not be; they are all looked through again. */
  left: z.optional(z.boolean()),
  doneAt: z.optional(z.string()),
});

/** So many visits in one sweep. */
const MOST = 1_000;
const SOON_HOURS = 1 / 60;
const AGAIN_HOURS = 1;

/** Lets the sweep take it up from an instant on. */
export const beginExtension = (city: string, version: number, from: Instant): Write => ({
  put: { ...extensionKey(city, version), city, version, [SWEEP.pk]: sweepOf(city), [SWEEP.sk]: from },
  where: 'absent',
});

/** Whether a version is, or was, extended to the visits that have begun. */
export const isBegun = async (city: string, version: number): Promise<boolean> =>
  (await get(Extension, extensionKey(city, version), { consistent: true })) !== undefined;

/**
 * Gives the visits that have not ended the dates of a version, in the order of their ids, so many in one sweep; the next goes on where
 * this one stopped or was cut off. Each visit is changed once. An index may miss what moves in it at that moment: so all are looked
 * through again until nothing is found.
 */
export async function sweepExtension(city: string, version: number, now: Date): Promise<void> {
  const found = await get(Extension, extensionKey(city, version), { consistent: true });
  if (!found || found.doneAt !== undefined) return;
  const { after = '' } = found;
  let { left = false } = found;
  const goOn = (set: Item, remove: string[] = []) => commit([{ update: extensionKey(city, version), set, remove }]);
  const rest = (await watchedVisits(city)).filter((id) => id > after);
  const some = rest.slice(0, MOST);
  for (const id of some) left = (await extendTo(city, id, version, now)) || left;
  if (some.length < rest.length)
    return goOn({ after: some.at(-1), left, [SWEEP.sk]: plusHours(now.toISOString(), SOON_HOURS) });
  if (left) return goOn({ [SWEEP.sk]: plusHours(now.toISOString(), AGAIN_HOURS) }, ['after', 'left']);
  return goOn({ doneAt: now.toISOString() }, ['after', SWEEP.pk, SWEEP.sk]);
}

/** Every visit that has not ended stands in the sweep, itself or with a question. */
async function watchedVisits(city: string): Promise<string[]> {
  const prefix = visitOf(city, '');
  const keys = (await queryIndex(SWEEP, sweepOf(city))).map(({ pk }) => pk as string);
  return [...new Set(keys.filter((pk) => pk.startsWith(prefix)).map((pk) => pk.slice(prefix.length)))].sort();
}

/** @returns whether it was changed, or could not be: one that fails does not keep the others waiting */
async function extendTo(city: string, id: string, version: number, now: Date): Promise<boolean> {
  try {
    return await attempt(async () => {
      const core = await loadVisit(city, id, true);
      if (!core || core.visit.ended || (core.visit.dates ?? core.visit.policy) >= version) return false;
      const [own, dates] = await Promise.all([policy(city, core.visit.policy), policy(city, version)]);
      await commitVisit(core.visit, extension(core, withDatesOf(own, dates), version, now));
      return true;
    });
  } catch (error) {
    log.error('a visit keeps its dates for now', { visit: id, error });
    return true;
  }
}
