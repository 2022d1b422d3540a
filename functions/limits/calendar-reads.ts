import { active } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { TooManyRequests } from '../platform/problems.ts';
import { limitsOf } from './admit.ts';
import { Buckets } from './buckets.ts';
import { allowancesOf, mostGenerous } from './limits.ts';

const MOST_KEPT = 5_000;
const buckets = new Buckets(MOST_KEPT);

/**
 * Lets a program read somebody's private calendar, so many times as the policy has it. Each calendar counts by itself: a phone that asks too
 * often, or whoever found an address, shuts nobody out of the API.
 * @throws TooManyRequests
 */
export async function admitReader(reader: Person, calendar: string, now: Date): Promise<void> {
  const roles = active(reader, now.toISOString()).map(({ role }) => role);
  const rate = mostGenerous(allowancesOf(await limitsOf(reader.city), roles).map(({ calendarReads }) => calendarReads));
  const name = `${reader.city} ${calendar}`;
  const wait = buckets.wait(name, rate, 1, now.getTime());
  if (wait > 0) throw new TooManyRequests('calendar-reads', wait);
  buckets.take(name, rate, 1, now.getTime());
}
