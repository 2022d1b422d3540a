import * as z from 'zod/mini';
import { active } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { day } from '../deadlines/shanghai-time.ts';
import { attempt } from '../platform/attempt.ts';
import { pagesKey } from '../platform/keys.ts';
import { TooManyRequests } from '../platform/problems.ts';
import { commit, get } from '../platform/table.ts';
import { limitsOf } from './admit.ts';
import { allowancesOf } from './limits.ts';
import { endOf, secondsUntil } from './until.ts';

/** How many pages of the talent pool somebody has read on one day. */
const Pages = z.object({ day: z.string(), pages: z.int(), ttl: z.int() });

/**
 * Counts a page of the talent pool. It is the one list that is worth carrying off, so that its pages are counted in the table: for
 * the whole day, whichever instance serves them. A page reads up to a hundred entries; the count costs one write unit more.
 * @throws TooManyRequests when the person has read enough of them today
 */
export async function countPage(person: Person, now: Date): Promise<void> {
  const roles = active(person, now.toISOString()).map(({ role }) => role);
  const allowances = allowancesOf(await limitsOf(person.city), roles);
  const most = Math.max(...allowances.map(({ poolPagesPerDay }) => poolPagesPerDay));
  const today = day(now.toISOString());
  const key = pagesKey(person.city, person.id);
  await attempt(async (consistent) => {
    const stored = await get(Pages, key, { consistent });
    const pages = stored?.day === today ? stored.pages : 0;
    if (pages >= most) throw new TooManyRequests('pool-pages', secondsUntil(endOf(today), now));
    const where = stored ? { day: stored.day, pages: stored.pages } : ('absent' as const);
    await commit([{ put: { ...key, day: today, pages: pages + 1, ttl: Math.ceil(Date.parse(endOf(today)) / 1000) }, where }]);
  });
}
