import * as z from 'zod/mini';
import { defaultLimits, Limits } from '../limits/limits.ts';

/** The steps that a person decides. */
export const Step = z.enum([
  'union-approval',
  'clearance',
  'employer-release',
  'speaker-confirmation',
  'school-confirmation',
  'statistics',
]);
export type Step = z.infer<typeof Step>;

const count = (max: number) => z.int().check(z.gte(0), z.lte(max));
/** A figure per step. The clearance came later than the others, so that a stored policy may lack it. */
const perStep = (max: number, clearance: number) =>
  z.object({
    'union-approval': count(max),
    clearance: z._default(count(max), clearance),
    'employer-release': count(max),
    'speaker-confirmation': count(max),
    'school-confirmation': count(max),
    statistics: count(max),
  });

/** A city's policy: versioned data, fixed for a visit when it starts (design §6). */
export const Policy = z.object({
  version: z.int(),
  /** Working days until a step is due; the day of asking does not count. */
  workingDays: perStep(30, 2),
  /** Working days between `dueAt`, when the superior is added, and `expiresAt`. */
  escalationDays: count(30),
  /** The hour of the day, Asia/Shanghai, at which a deadline falls. */
  dueHour: count(23),
  /** What each step before the visit keeps at the least when time is short (加急), in hours. */
  minimumHours: perStep(240, 4),
  /** What the superior keeps at the least before a step expires, in hours. */
  minimumEscalationHours: count(240),
  /** Requests with less notice than this, in working days, are urgent (加急). */
  noticeDays: count(60),
  slot: z.object({
    minimumMinutes: count(720),
    maximumHours: count(24),
    maximumDaysWithSessions: count(14),
    earliest: z.string(),
    latest: z.string(),
    maximumDaysAhead: count(330),
  }),
  /** Working hours of employers, HH:mm on working days; a visit that touches them needs a release. */
  workingHours: z.object({ from: z.string(), to: z.string() }),
  load: z.object({ perWeek: count(14), perMonth: count(62) }),
  /** Kept free before and after a visit away from the speaker's desk. */
  travelMinutes: count(480),
  /** How often the union may be asked again before a visit ends unmatched. */
  maximumRounds: count(20),
  /** How many suitable speakers the union is shown, and how many of them are named as reserves per seat. */
  shortlist: count(20),
  reserves: count(6),
  /** Who is asked first for a seat: the employers (design §3), or the speaker. */
  order: z._default(z.enum(['employers-first', 'speaker-first']), 'employers-first'),
  /** Whether the education authority clears a speaker's talks before they enter a campus: once, and again when they change. */
  clearance: z._default(z.boolean(), false),
  /** Whether a refusal, a cancellation and the like must name a reason. */
  reasonsRequired: z._default(z.boolean(), true),
  /** Whether the union may approve a speaker for a school's whole series of visits. */
  seriesApproval: z._default(z.boolean(), false),
  /** Whether a line-up is confirmed for the school when its request left nothing open and got what it named. */
  automaticSchoolConfirmation: z._default(z.boolean(), true),
  /** How long before a visit the short ways are open: another speaker by phone. */
  shortWayHours: z._default(count(72), 24),
  /** How much anybody may ask for; those in force count, also for visits that began under others. */
  limits: z._default(Limits, defaultLimits),
});
export type Policy = z.infer<typeof Policy>;

/** The defaults of domain.md and api.md. */
export const defaultPolicy: Policy = {
  version: 1,
  workingDays: {
    'union-approval': 3,
    clearance: 2,
    'employer-release': 3,
    'speaker-confirmation': 2,
    'school-confirmation': 2,
    statistics: 5,
  },
  escalationDays: 2,
  dueHour: 18,
  minimumHours: {
    'union-approval': 4,
    clearance: 4,
    'employer-release': 4,
    'speaker-confirmation': 4,
    'school-confirmation': 4,
    statistics: 0,
  },
  minimumEscalationHours: 2,
  noticeDays: 3,
  slot: {
    minimumMinutes: 20,
    maximumHours: 12,
    maximumDaysWithSessions: 3,
    earliest: '07:00',
    latest: '22:00',
    maximumDaysAhead: 300,
  },
  workingHours: { from: '08:00', to: '18:00' },
  load: { perWeek: 2, perMonth: 6 },
  travelMinutes: 60,
  maximumRounds: 5,
  shortlist: 6,
  reserves: 2,
  order: 'employers-first',
  clearance: false,
  reasonsRequired: true,
  seriesApproval: false,
  automaticSchoolConfirmation: true,
  shortWayHours: 24,
  limits: defaultLimits,
};
