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

const HourOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const Day = z.iso.date();

/** A year as it is announced, or announced anew: days off beside the weekends, and weekend days on which work is made up for (调休). */
export const CalendarYear = z.object({
  holidays: z.array(Day).check(z.maxLength(80)),
  workdays: z.array(Day).check(z.maxLength(40)),
});
export type CalendarYear = z.infer<typeof CalendarYear>;

/** When people are told of what waits for them. */
export const Reminding = z.object({
  /** Half-way between the question and its `dueAt`. */
  halfTime: z.boolean(),
  /** So many working days before the day on which it is due. */
  workingDaysBefore: z.array(z.int().check(z.gte(1), z.lte(10))).check(z.maxLength(3)),
  /** On the morning of that day. */
  onTheMorning: z.boolean(),
  /** When reminders of a day go out, and with them the morning's digest, HH:mm. */
  at: HourOfDay,
  /** Of two reminders closer to each other than this, in hours, the later one counts; nor is anybody reminded so soon after being asked. */
  hoursApart: count(72),
  /** Nobody hears from the system in these hours, not even shortly before a visit. */
  quiet: z.object({ from: HourOfDay, to: HourOfDay }),
  /** How many people of an organisation are told at once. */
  people: z.int().check(z.gte(1), z.lte(10)),
  /** When the two sides of a visit are briefed, on the day before, HH:mm. */
  briefingAt: HourOfDay,
});
export type Reminding = z.infer<typeof Reminding>;
const defaultReminding: Reminding = {
  halfTime: true,
  workingDaysBefore: [1],
  onTheMorning: true,
  at: '08:30',
  hoursApart: 4,
  quiet: { from: '22:00', to: '07:00' },
  people: 3,
  briefingAt: '16:00',
};

/** The monthly filing (domain.md, "Reports and deadlines"): a period begins on `firstDay`, its report is due on the last working day before `dueDay`. */
export const Filing = z.object({
  firstDay: z.int().check(z.gte(1), z.lte(28)),
  dueDay: z.int().check(z.gte(1), z.lte(28)),
});
const defaultFiling = { firstDay: 21, dueDay: 25 };

/** A city's policy: versioned data, fixed for a visit when it starts (design §6), but for its dates (`DATES`). */
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
  /** Working days in which a speaker may contest that the school missed them. */
  absenceObjectionDays: z._default(count(60), 10),
  /** How much anybody may ask for; those in force count, also for visits that began under others. */
  limits: z._default(Limits, defaultLimits),
  reminding: z._default(Reminding, defaultReminding),
  filing: z._default(Filing, defaultFiling),
  /** Years by their number (2027) that the city enters itself; of the others what `chinese-days` knows counts. */
  calendar: z._default(z.record(z.string().check(z.regex(/^20\d\d$/)), CalendarYear), {}),
});
export type Policy = z.infer<typeof Policy>;

/**
 * What dates follow from. A change of these may be extended to visits that have begun, whose open questions it moves; all else stays for
 * a visit as it was when it started.
 */
export const DATES = [
  ...(['workingDays', 'escalationDays', 'dueHour', 'minimumHours', 'minimumEscalationHours'] as const),
  ...(['reminding', 'filing', 'calendar'] as const),
] satisfies (keyof Policy)[];

/** The policy of a visit that began under one and takes its dates from another. */
export const withDatesOf = (policy: Policy, dates: Policy): Policy => ({
  ...policy,
  ...Object.fromEntries(DATES.map((field) => [field, dates[field]])),
});

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
  absenceObjectionDays: 10,
  limits: defaultLimits,
  reminding: defaultReminding,
  filing: defaultFiling,
  calendar: {},
};
