import * as z from 'zod/mini';
import { active } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { day } from '../deadlines/shanghai-time.ts';
import type { Key } from '../platform/keys.ts';
import { TooManyRequests } from '../platform/problems.ts';
import { get } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { limitsOf } from './admit.ts';
import { type Allowance, allowancesOf } from './limits.ts';
import { endOf, secondsUntil } from './until.ts';

const Counted = z.object({ day: z.string(), count: z.int() });

/** What a person may do so often a day, and where it is counted. */
interface Counting {
  person: Person;
  key: Key;
  limit: ConstructorParameters<typeof TooManyRequests>[0];
  most: (allowance: Allowance) => number;
}

/**
 * Counts something for today (Asia/Shanghai), conditional on the count before. The write belongs into the transaction of what is
 * counted, or stands alone.
 * @throws TooManyRequests when it was done often enough today
 */
export async function countToday({ person, key, limit, most }: Counting, now: Date, consistent: boolean): Promise<Write> {
  const roles = active(person, now.toISOString()).map(({ role }) => role);
  const allowed = Math.max(...allowancesOf(await limitsOf(person.city), roles).map(most));
  const today = day(now.toISOString());
  const stored = await get(Counted, key, { consistent });
  const count = stored?.day === today ? stored.count : 0;
  if (count >= allowed) throw new TooManyRequests(limit, secondsUntil(endOf(today), now));
  return {
    put: { ...key, day: today, count: count + 1, ttl: Math.ceil(Date.parse(endOf(today)) / 1000) },
    where: stored ? { ...stored } : 'absent',
  };
}
