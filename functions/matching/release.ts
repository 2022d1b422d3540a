import type { Policy } from '../deadlines/policy.ts';
import { daysOf, instantAt } from '../deadlines/shanghai-time.ts';
import type { WorkingDays } from '../deadlines/working-days.ts';
import type { Interval } from '../platform/schema.ts';
import { hasEmployer, isInForce } from '../talent/employments.ts';
import type { Employment, Speaker } from '../talent/speaker.ts';
import { type Taken, takenBy, type WorkDay } from './permitted.ts';
import type { Load } from './request.ts';

/** What one employer has to do so that a speaker may come: decide on a release, or be told. */
export interface Release {
  employer: string;
  need: 'required' | 'notice';
  /** What the notice takes of the employer's standing permission, where it stands for a release. */
  permitted?: Taken[];
}

/** The employments with an employer that are in force on a day. */
const employmentsOn = ({ employments }: Pick<Speaker, 'employments'>, date: string): Employment[] =>
  employments.filter((employment) => hasEmployer(employment) && isInForce(employment, date));

/** How many minutes of a time lie in the working hours of a day, a begun one counting whole; none unless it is a working day. */
export function workingMinutes({ start, end }: Interval, date: string, policy: Policy, days: WorkingDays): number {
  if (!days.isWorkingDay(date)) return 0;
  const from = Math.max(Date.parse(start), Date.parse(instantAt(date, policy.workingHours.from)));
  const to = Math.min(Date.parse(end), Date.parse(instantAt(date, policy.workingHours.to)));
  return Math.max(0, Math.ceil((to - from) / 60_000));
}

/** The days that the times touch, each with what of them lies in its working hours. */
function workOn(times: Interval[], policy: Policy, days: WorkingDays): { date: string; minutes: number }[] {
  const dates = [...new Set(times.flatMap(daysOf))];
  return dates.map((date) => ({
    date,
    minutes: times.reduce((sum, time) => sum + workingMinutes(time, date, policy, days), 0),
  }));
}

/** The days on which this is the speaker's employer, each with the hours a month that it permits then. */
const daysAt = (employer: string, speaker: Speaker, work: { date: string; minutes: number }[]): WorkDay[] =>
  work.flatMap(({ date, minutes }) => {
    const held = employmentsOn(speaker, date).filter((employment) => employment.employer === employer);
    const permitted = held.map(({ permission }) => (permission && isInForce(permission, date) ? permission.hoursPerMonth : 0));
    return held.length > 0 ? [{ date, minutes, hoursPerMonth: Math.max(...permitted) }] : [];
  });

function releaseOf(employer: string, days: WorkDay[], load: Load | undefined): Release {
  if (days.every(({ minutes }) => minutes === 0)) return { employer, need: 'notice' };
  const permitted = takenBy(employer, days, load);
  return permitted ? { employer, need: 'notice', permitted } : { employer, need: 'required' };
}

/**
 * Which employers a visit needs: each of an employment (employed, rehired) in force on a day of the visit; 'required' where one of
 * its times touches working hours on a working day, 'notice' otherwise. Retired and self-employed people need none. The times are
 * the visit's own, without travel. Source: domain.md, "Employments".
 *
 * Under a standing permission (年度授权) 'notice' is enough while the visit fits into what is left of the month's hours. Counted are
 * the minutes of its times in working hours on working days on which the employment is in force, in the month in which they lie:
 * not the way there, nor an evening or a weekend, for which nobody has to be released. `load` says what is used up already.
 */
export function releasesNeeded(speaker: Speaker, times: Interval[], policy: Policy, days: WorkingDays, load?: Load): Release[] {
  const work = workOn(times, policy, days);
  const employers = new Set(work.flatMap(({ date }) => employmentsOn(speaker, date).map(({ employer }) => employer!)));
  return [...employers].map((employer) => releaseOf(employer, daysAt(employer, speaker, work), load));
}
