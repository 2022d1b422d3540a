import * as z from 'zod/mini';
import { month } from '../deadlines/shanghai-time.ts';
import { weekAndMonth } from '../matching/diary.ts';
import { LoadItem } from '../matching/ledger.ts';
import { usedMinutes } from '../matching/permitted.ts';
import type { Load } from '../matching/request.ts';
import { loadKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import { get, getAll } from '../platform/table.ts';
import type { Employment } from './speaker.ts';

type View = { id: string; employments?: Employment[] };

/** How many visits a speaker has in the present week and month: by that visits are spread over the pool. */
function loadOf(load: Load | undefined, now: Instant): { week: number; month: number } {
  const [week, monthKey] = weekAndMonth(now);
  return { week: load?.counts[week] ?? 0, month: load?.counts[monthKey] ?? 0 };
}

/** A speaker's view with the load and with what is used up of the month's permitted hours, for those who see employments. */
export async function withWorkload<V extends View>(city: string, view: V, now: Instant) {
  const { employments } = view;
  if (!employments) return view;
  const load = await get(LoadItem, loadKey(city, view.id));
  const hoursUsed = (employer: string) => Math.round((100 * usedMinutes(load, employer, month(now))) / 60) / 100;
  const shown = employments.map((employment) => {
    const { employer, permission } = employment;
    if (employer === undefined || !permission) return employment;
    return { ...employment, permission: { ...permission, hoursUsed: hoursUsed(employer) } };
  });
  return { ...view, employments: shown, load: loadOf(load, now) };
}

/** The same of a page of the pool, without the hours: all loads are read at once. */
export async function withLoads<V extends View>(city: string, views: V[], now: Instant) {
  const seen = views.filter(({ employments }) => employments !== undefined);
  const items = z.parse(z.array(LoadItem), await getAll(seen.map(({ id }) => loadKey(city, id))));
  const loads = new Map(items.map((load) => [load.speaker, load]));
  return views.map((view) => (view.employments ? { ...view, load: loadOf(loads.get(view.id), now) } : view));
}
