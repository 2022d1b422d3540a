import type { Person } from '../access/person.ts';
import { attempt } from '../platform/attempt.ts';
import { pagesKey } from '../platform/keys.ts';
import { commit } from '../platform/table.ts';
import { countToday } from './per-day.ts';

/**
 * Counts a page of the talent pool. It is the one list that is worth carrying off, so that its pages are counted in the table: for
 * the whole day, whichever instance serves them. A page reads up to a hundred entries; the count costs one write unit more.
 * @throws TooManyRequests when the person has read enough of them today
 */
export async function countPage(person: Person, now: Date): Promise<void> {
  const key = pagesKey(person.city, person.id);
  const most = ({ poolPagesPerDay }: { poolPagesPerDay: number }) => poolPagesPerDay;
  await attempt(async (consistent) => commit([await countToday({ person, key, limit: 'pool-pages', most }, now, consistent)]));
}
