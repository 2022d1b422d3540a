import { stepsBeforeVisit } from '../deadlines/due.ts';
import type { CalendarYear, Policy } from '../deadlines/policy.ts';
import { isQuiet } from '../deadlines/reminders.ts';
import { weekday } from '../deadlines/shanghai-time.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';

/**
 * What a policy's schema lets through and no city can work by: hours in which nothing fits, limits that no visit can keep, days that
 * contradict each other. Paths are the policy's own. Pure.
 */
export const problemsOf = (policy: Policy): FieldError[] => [
  ...slots(policy),
  ...time(policy),
  ...counts(policy),
  ...hours(policy),
  ...reminders(policy),
  ...(policy.filing.dueDay === policy.filing.firstDay ? [fieldError('filing.dueDay', 'within-period')] : []),
  ...Object.entries(policy.calendar).flatMap(([year, entered]) => calendarYear(year, entered)),
];

const TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Two times of one day, the first before the second. */
function span(path: string, [from, to]: [string, string], values: Record<string, string>): FieldError[] {
  const wrong = [from, to].filter((name) => !TIME.test(values[name]!));
  if (wrong.length > 0) return wrong.map((name) => fieldError(`${path}.${name}`, 'time-of-day'));
  return values[from]! < values[to]! ? [] : [fieldError(`${path}.${to}`, 'end-before-start')];
}

function slots({ slot }: Policy): FieldError[] {
  const { earliest, latest, minimumMinutes, maximumHours, maximumDaysWithSessions } = slot;
  const wrong = span('slot', ['earliest', 'latest'], { earliest, latest });
  const day = wrong.length > 0 ? Number.POSITIVE_INFINITY : minutesOf(latest) - minutesOf(earliest);
  return [
    ...wrong,
    ...(minimumMinutes > Math.min(maximumHours * 60, day) ? [fieldError('slot.minimumMinutes', 'leaves-no-slot')] : []),
    ...(maximumHours === 0 ? [fieldError('slot.maximumHours', 'leaves-no-slot')] : []),
    ...(maximumDaysWithSessions === 0 ? [fieldError('slot.maximumDaysWithSessions', 'leaves-no-slot')] : []),
  ];
}

/** All steps keep their minimum before the farthest visit, and a superior no more than the step has at the least. */
function time(policy: Policy): FieldError[] {
  const steps = stepsBeforeVisit(policy);
  const least = steps.map((step) => policy.minimumHours[step]);
  const together = least.reduce((sum, each) => sum + each, 0);
  return [
    ...(together >= policy.slot.maximumDaysAhead * 24 ? [fieldError('slot.maximumDaysAhead', 'leaves-no-time')] : []),
    ...(policy.minimumEscalationHours > Math.min(...least) ? [fieldError('minimumEscalationHours', 'above-minimum')] : []),
  ];
}

function counts({ load, maximumRounds, shortlist }: Policy): FieldError[] {
  const needed = { 'load.perWeek': load.perWeek, 'load.perMonth': load.perMonth, maximumRounds, shortlist };
  return Object.entries(needed).flatMap(([path, value]) => (value === 0 ? [fieldError(path, 'needs-one')] : []));
}

/** In some of the working hours people can be told. */
function hours(policy: Policy): FieldError[] {
  const { workingHours, reminding } = policy;
  const wrong = span('workingHours', ['from', 'to'], workingHours);
  if (wrong.length > 0) return wrong;
  const some = [workingHours.from, reminding.quiet.to].some(
    (time) => workingHours.from <= time && time <= workingHours.to && !isQuiet(time, policy),
  );
  return some ? [] : [fieldError('reminding.quiet', 'always-quiet')];
}

function reminders(policy: Policy): FieldError[] {
  const { reminding } = policy;
  const quiet = (['at', 'briefingAt'] as const).filter((name) => isQuiet(reminding[name], policy));
  const before = reminding.workingDaysBefore;
  return [
    ...quiet.map((name) => fieldError(`reminding.${name}`, 'quiet')),
    ...(new Set(before).size < before.length ? [fieldError('reminding.workingDaysBefore', 'duplicate')] : []),
  ];
}

function calendarYear(year: string, { holidays, workdays }: CalendarYear): FieldError[] {
  const errors: FieldError[] = [];
  for (const [list, days] of Object.entries({ holidays, workdays }))
    for (const [i, day] of days.entries()) {
      const path = `calendar.${year}.${list}.${i}`;
      if (!day.startsWith(`${year}-`)) errors.push(fieldError(path, 'another-year'));
      else if (days.indexOf(day) < i) errors.push(fieldError(path, 'duplicate'));
      else if (list === 'workdays' && holidays.includes(day)) errors.push(fieldError(path, 'holiday-too'));
      else if (list === 'workdays' && weekday(day) <= 5) errors.push(fieldError(path, 'not-a-weekend'));
    }
  return errors;
}
