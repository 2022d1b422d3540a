import * as z from 'zod/mini';
import { day } from '../deadlines/shanghai-time.ts';
import { quotaKey } from '../platform/keys.ts';
import { TooManyRequests } from '../platform/problems.ts';
import { Code } from '../platform/schema.ts';
import { getAll } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { loadVisit } from '../visits/store.ts';
import type { Actor, Visit } from '../visits/visit.ts';
import { limitsOf } from './admit.ts';
import { allowanceOf } from './limits.ts';
import { endOf, secondsUntil } from './until.ts';

const ByPerson = z.record(z.string(), z.int());

/**
 * What an organisation has asked for and recorded today, by person; and of a school which visits are planned. Whatever has ended
 * leaves the list when it is full, so that the end of a visit costs nothing.
 */
const Quota = z.object({ version: z.int(), day: z.string(), asked: ByPerson, recorded: ByPerson, planned: z.array(Code) });
type Quota = z.infer<typeof Quota>;

/**
 * Counts a new visit, conditional on what was counted before: of two at one moment one looks again. The writes belong into the
 * creating transaction, so that what is not created does not count, and what is repeated counts once.
 * @throws TooManyRequests when the person or the organisation has asked for (or recorded) enough today, or the school has as many
 *   visits planned as whoever asks may plan for it
 */
export async function countVisit(visit: Visit, by: Actor, now: Date, consistent: boolean): Promise<Write[]> {
  const isRecord = visit.origin === 'recorded';
  const organisation = by.organisation ?? by.person;
  const allowance = allowanceOf(await limitsOf(visit.city), by.role);
  const today = day(now.toISOString());
  const quotas = await quotasOf(visit.city, isRecord ? [organisation] : [organisation, visit.school], today, consistent);

  const own = quotas.get(organisation)!;
  const [counted, perDay, limit] = isRecord
    ? ([own.recorded, allowance.recordsPerDay, 'records'] as const)
    : ([own.asked, allowance.newVisitsPerDay, 'new-visits'] as const);
  const mine = (counted[by.person] ?? 0) + 1;
  const all = Object.values(counted).reduce((sum, count) => sum + count, 1);
  if (mine > perDay.person || all > perDay.organisation) throw new TooManyRequests(limit, secondsUntil(endOf(today), now));
  counted[by.person] = mine;

  if (!isRecord) {
    const school = quotas.get(visit.school)!;
    school.planned = [...(await withRoom(visit.city, school.planned, allowance.openVisits, now)), visit.id];
  }
  return [...quotas].map(([id, quota]): Write => {
    const where = quota.version === 0 ? 'absent' : { version: quota.version };
    return { put: { ...quotaKey(visit.city, id), ...quota, version: quota.version + 1 }, where };
  });
}

/** What was counted for each of these, as of today; nothing yet is version 0. */
async function quotasOf(city: string, ids: string[], today: string, consistent: boolean): Promise<Map<string, Quota>> {
  const items = await getAll(
    ids.map((id) => quotaKey(city, id)),
    { consistent },
  );
  const stored = new Map(items.map((item) => [item.pk, z.parse(Quota, item)]));
  return new Map(
    ids.map((id) => {
      const { version = 0, planned = [], ...counted } = stored.get(quotaKey(city, id).pk) ?? {};
      const { asked = {}, recorded = {} } = 'day' in counted && counted.day === today ? counted : {};
      return [id, { version, day: today, asked, recorded, planned }];
    }),
  );
}

/** The planned visits of a school, looked at one by one only when they are as many as there may be. */
async function withRoom(city: string, planned: string[], most: number, now: Date): Promise<string[]> {
  if (planned.length < most) return planned;
  const visits = await Promise.all(planned.map((id) => loadVisit(city, id, true)));
  const left = visits.flatMap((core) => {
    if (!core || core.visit.ended) return [];
    const end =
      core.visit.slot?.end ??
      core.request.slots
        .map((slot) => slot.end)
        .sort()
        .at(-1)!;
    return end <= now.toISOString() ? [] : [{ id: core.visit.id, end }];
  });
  const ends = left.map(({ end }) => end).sort();
  if (left.length >= most) throw new TooManyRequests('open-visits', secondsUntil(ends[left.length - most]!, now));
  return left.map(({ id }) => id);
}
