import * as z from 'zod/mini';
import { Role } from '../access/person.ts';

/**
 * How much anybody may ask for: part of the city's policy. A role without an allowance of its own has the usual one; whoever acts in
 * several has the most generous figure of each.
 */

const most = z.int().check(z.gte(1), z.lte(1_000_000));
/** So many at once, and from then on so many a minute. */
const Rate = z.object({ burst: most, perMinute: z.number().check(z.gt(0), z.lte(1_000_000)) });
export type Rate = z.infer<typeof Rate>;

/** For one person, and for all of one organisation together. */
const PerDay = z.object({ person: most, organisation: most });

export const Allowance = z.object({
  requests: z.object({ person: Rate, organisation: Rate }),
  /** How often somebody may ask for what is not there or not theirs, before nothing more is answered for a while. */
  misses: Rate,
  /** Pages of the talent pool that one person may read. */
  poolPagesPerDay: most,
  /** How often a day links to one task may be sent to the phones of its party. */
  linksPerTask: most,
  newVisitsPerDay: PerDay,
  recordsPerDay: PerDay,
  /** How many visits of one school may be planned, while somebody in this role asks for another. */
  openVisits: most,
  /** How many private calendars somebody, or an organisation, may have; and how often each may be read. */
  calendars: z._default(most, 5),
  calendarReads: z._default(Rate, { burst: 20, perMinute: 2 }),
});
export type Allowance = z.infer<typeof Allowance>;

export const Limits = z.object({ usual: Allowance, roles: z.partialRecord(Role, Allowance) });
export type Limits = z.infer<typeof Limits>;

/** A union enters by phone what the schools of its units ask for, and records what they report. */
const forUnions: Allowance = {
  requests: { person: { burst: 240, perMinute: 480 }, organisation: { burst: 1_200, perMinute: 2_400 } },
  misses: { burst: 120, perMinute: 12 },
  poolPagesPerDay: 1_000,
  linksPerTask: 5,
  newVisitsPerDay: { person: 150, organisation: 200 },
  recordsPerDay: { person: 400, organisation: 600 },
  openVisits: 60,
  calendars: 20,
  calendarReads: { burst: 20, perMinute: 2 },
};

export const defaultLimits: Limits = {
  usual: {
    requests: { person: { burst: 60, perMinute: 120 }, organisation: { burst: 300, perMinute: 600 } },
    misses: { burst: 60, perMinute: 6 },
    poolPagesPerDay: 300,
    linksPerTask: 3,
    newVisitsPerDay: { person: 20, organisation: 30 },
    recordsPerDay: { person: 60, organisation: 100 },
    openVisits: 20,
    calendars: 5,
    calendarReads: { burst: 20, perMinute: 2 },
  },
  // An authority starts demonstrations for the schools of its units.
  roles: { union: forUnions, education: { ...forUnions, newVisitsPerDay: { person: 60, organisation: 100 } } },
};

export const allowanceOf = ({ usual, roles }: Limits, role: Role): Allowance => roles[role] ?? usual;

/** What somebody in these roles may; without any role, what is usual. */
export const allowancesOf = (limits: Limits, roles: Role[]): Allowance[] =>
  roles.length === 0 ? [limits.usual] : roles.map((role) => allowanceOf(limits, role));

/** The most generous of several rates. */
export const mostGenerous = (rates: Rate[]): Rate => ({
  burst: Math.max(...rates.map(({ burst }) => burst)),
  perMinute: Math.max(...rates.map(({ perMinute }) => perMinute)),
});
