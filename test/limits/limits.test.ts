import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { defaultPolicy, Policy } from '../../functions/deadlines/policy.ts';
import { allowancesOf, defaultLimits, Limits, mostGenerous } from '../../functions/limits/limits.ts';

test('a policy that was stored before there were limits has the usual ones', () => {
  const { limits: _, ...stored } = defaultPolicy;
  expect(z.parse(Policy, stored)).toEqual(defaultPolicy);
});

test('a union may ask more often than a school, for more visits, and for more of each school', () => {
  const [union] = allowancesOf(defaultLimits, ['union']);
  const [school] = allowancesOf(defaultLimits, ['school']);
  expect(union!.newVisitsPerDay.organisation).toBeGreaterThan(school!.newVisitsPerDay.organisation);
  expect(union!.openVisits).toBeGreaterThan(school!.openVisits);
  expect(union!.requests.person.perMinute).toBeGreaterThan(school!.requests.person.perMinute);
});

test('a batch of twenty-five always fits into what may come at once', () => {
  for (const { requests } of [defaultLimits.usual, ...Object.values(defaultLimits.roles)])
    expect(Math.min(requests.person.burst, requests.organisation.burst)).toBeGreaterThanOrEqual(25);
});

test('who acts in several roles has the most generous figure of each, who acts in none has what is usual', () => {
  expect(allowancesOf(defaultLimits, [])).toEqual([defaultLimits.usual]);
  const rates = [
    { burst: 1, perMinute: 9 },
    { burst: 5, perMinute: 2 },
  ];
  expect(mostGenerous(rates)).toEqual({ burst: 5, perMinute: 9 });
});

test('limits that would shut everybody out are no policy', () => {
  const none = { ...defaultLimits.usual, openVisits: 0 };
  expect(z.safeParse(Limits, { usual: none, roles: {} }).success).toBe(false);
});
