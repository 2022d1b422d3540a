import { day, plusDays, weekday } from '../../deadlines/shanghai-time.ts';
import { type Standing, standingOf } from '../visits/status-tag.ts';
import type { Visit } from '../visits/visit-facts.ts';

/** How many visits stand where. */
export type Counts = Record<Standing, number>;

export interface Group {
  key: string;
  counts: Counts;
  total: number;
}

type Counted = Pick<Visit, 'slot' | 'slots' | 'status' | 'district' | 'seats'>;

const none = (): Counts => ({ held: 0, agreed: 0, underway: 0, ended: 0 });

/** Visits counted by what `keysOf` says of each; a visit counts once under each key. Pure. */
function grouped(visits: readonly Counted[], keysOf: (visit: Counted) => readonly string[]): Group[] {
  const groups = new Map<string, Group>();
  for (const visit of visits)
    for (const key of new Set(keysOf(visit))) {
      const group = groups.get(key) ?? { key, counts: none(), total: 0 };
      group.counts[standingOf(visit.status)]++;
      group.total++;
      groups.set(key, group);
    }
  return [...groups.values()];
}

/** By the Monday of the week, the earliest first; weeks in between without a visit are there, too. Pure. */
export function byWeek(visits: readonly Counted[]): Group[] {
  const monday = (visit: Counted) => {
    const start = (visit.slot ?? visit.slots[0])?.start;
    if (start === undefined) return [];
    const date = day(start);
    return [plusDays(date, 1 - weekday(date))];
  };
  const groups = new Map(grouped(visits, monday).map((group) => [group.key, group]));
  const mondays = [...groups.keys()].sort();
  const weeks: Group[] = [];
  for (let key = mondays[0]; key !== undefined && key <= mondays.at(-1)!; key = plusDays(key, 7))
    weeks.push(groups.get(key) ?? { key, counts: none(), total: 0 });
  return weeks;
}

/** By the district in which the school lies, the most visits first. Pure. */
export const byDistrict = (visits: readonly Counted[]): Group[] => mostFirst(grouped(visits, ({ district }) => [district]));

/** By the speaker's id: how often each is asked or comes, the most burdened first; what is not to be is no burden. Pure. */
export const bySpeaker = (visits: readonly Counted[]): Group[] =>
  mostFirst(
    grouped(
      visits.filter(({ status }) => standingOf(status) !== 'ended'),
      ({ seats }) => seats.flatMap(({ speakerId }) => speakerId ?? []),
    ),
  );

const mostFirst = (groups: Group[]): Group[] => groups.sort((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1));
