import type { Organisation, Unit } from '../../functions/access/organisation.ts';
import type { Person } from '../../functions/access/person.ts';
import type { CityCatalogue } from '../../functions/catalogue/city.ts';
import type { Policy } from '../../functions/deadlines/policy.ts';
import type { Speaker } from '../../functions/talent/speaker.ts';

/** A yearly plan (活动安排表): days from `start` to `end`, both included; each unit holds at least so many sessions. */
export interface SamplePlan {
  start: string;
  end: string;
  rows: { unit: string; minimumSessions: number }[];
}

/** A record with its number as people write it: whoever sows it seals it. */
type Plain<R> = Omit<R, 'phone'> & { phone: string };
export type SampleSpeaker = Plain<Speaker>;
export type SamplePerson = Omit<Person, 'phone'> & { phone?: string };
export type SampleOrganisation = Omit<Organisation, 'contact'> & { contact?: { name: string; phone: string } };

/** All that a city starts with. Everything in it is invented and marked 示例, but for the plan and the names of places. */
export interface SampleCity {
  id: string;
  name: string;
  catalogue: CityCatalogue;
  policy: Policy;
  plan: SamplePlan;
  units: Unit[];
  organisations: SampleOrganisation[];
  people: SamplePerson[];
  speakers: SampleSpeaker[];
}

/** The plan of 2026 with the units' minimums; no document states a period, so it is the calendar year. */
export function planOf(units: readonly Unit[]): SamplePlan {
  return {
    start: '2026-01-01',
    end: '2026-12-31',
    rows: units.map(({ id, minimumSessions }) => ({ unit: id, minimumSessions })),
  };
}
