import { month } from '../deadlines/shanghai-time.ts';
import { LoadItem } from '../matching/ledger.ts';
import { usedMinutes } from '../matching/permitted.ts';
import { loadKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import { get } from '../platform/table.ts';
import type { Employment } from './speaker.ts';

/**
 * A speaker's view with what is used up of the present month's permitted hours, for those who see employments. The load is only
 * read where something is permitted.
 */
export async function withHoursUsed<V extends { id: string; employments?: Employment[] }>(city: string, view: V, now: Instant) {
  const { employments = [] } = view;
  if (!employments.some(({ permission }) => permission)) return view;
  const load = await get(LoadItem, loadKey(city, view.id));
  const hoursUsed = (employer: string) => Math.round((100 * usedMinutes(load, employer, month(now))) / 60) / 100;
  const shown = employments.map((employment) => {
    const { employer, permission } = employment;
    if (employer === undefined || !permission) return employment;
    return { ...employment, permission: { ...permission, hoursUsed: hoursUsed(employer) } };
  });
  return { ...view, employments: shown };
}
