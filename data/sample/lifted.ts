import type { SampleCity } from './city.ts';

const rate = { burst: 100_000, perMinute: 100_000 };
const perDay = { person: 100_000, organisation: 100_000 };
const allowance = {
  requests: { person: rate, organisation: rate },
  misses: rate,
  poolPagesPerDay: 100_000,
  linksPerTask: 100_000,
  newVisitsPerDay: perDay,
  recordsPerDay: perDay,
  openVisits: 100_000,
  calendars: 100_000,
  calendarReads: rate,
};

/** A sample city whose policy limits nobody: for demonstrations and soaks, in which one person does a year's work in a minute. */
export const withoutLimits = (city: SampleCity): SampleCity => ({
  ...city,
  policy: { ...city.policy, limits: { usual: allowance, roles: {} } },
});
