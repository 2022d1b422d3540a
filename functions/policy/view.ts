import { day } from '../deadlines/shanghai-time.ts';
import { workingDaysOf } from '../deadlines/working-days.ts';
import type { KeptPolicy } from './in-force.ts';

/** The validator of a version, which never changes, and of what is in force. */
export const etagOf = ({ version }: { version: number }): string => `"${version}"`;

/** A version as it is answered. */
export function policyView(policy: KeptPolicy, version: number, now: Date) {
  const days = workingDaysOf(policy.calendar);
  const thisYear = Number(day(now.toISOString()).slice(0, 4));
  return {
    ...policy,
    inForce: policy.version === version,
    years: {
      entered: Object.keys(policy.calendar).sort(),
      // Nobody asks for a visit farther ahead.
      provisional: [thisYear, thisYear + 1].map(String).filter((year) => days.isProvisional(`${year}-01-01`)),
    },
  };
}
