import type { Policy } from '../deadlines/policy.ts';
import { daysOf, instantAt } from '../deadlines/shanghai-time.ts';
import type { WorkingDays } from '../deadlines/working-days.ts';
import type { Interval } from '../platform/schema.ts';
import type { Employment, Speaker } from '../talent/speaker.ts';

/** What one employer has to do so that a speaker may come: decide on a release, or be told. */
export interface Release {
  employer: string;
  need: 'required' | 'notice';
}

const inForce = (employment: Employment, date: string) => (employment.from ?? date) <= date && date <= (employment.to ?? date);

function touchesWorkingHours(interval: Interval, date: string, policy: Policy, days: WorkingDays): boolean {
  const { from, to } = policy.workingHours;
  return days.isWorkingDay(date) && interval.start < instantAt(date, to) && instantAt(date, from) < interval.end;
}

/**
 * Which employers a visit needs: each of an employment (employed, rehired) in force on a day of the visit; 'required' where one of
 * its times touches working hours on a working day, 'notice' otherwise. Retired and self-employed people need none. The times are
 * the visit's own, without travel. Source: domain.md, "Employments".
 */
export function releasesNeeded(speaker: Speaker, times: Interval[], policy: Policy, days: WorkingDays): Release[] {
  const needs = new Map<string, Release['need']>();
  const touched = times.flatMap((time) => daysOf(time).map((date) => ({ time, date })));
  for (const { time, date } of touched) {
    const need = touchesWorkingHours(time, date, policy, days) ? 'required' : 'notice';
    for (const employment of speaker.employments) {
      const { kind, employer } = employment;
      if (!employer || (kind !== 'employed' && kind !== 'rehired') || !inForce(employment, date)) continue;
      if (needs.get(employer) !== 'required') needs.set(employer, need);
    }
  }
  return [...needs].map(([employer, need]) => ({ employer, need }));
}
