import { daysOf } from '../deadlines/shanghai-time.ts';
import type { Instant } from '../platform/schema.ts';
import type { StatisticsRow } from '../reports/row.ts';
import { type VisitStatus, visitStatus } from './status.ts';
import type { VisitCore } from './store.ts';
import { timesOf } from './times.ts';
import type { Ending } from './visit.ts';

/** Where, when and with whom an activity was, or will be. */
export interface Occasion {
  schools: string[];
  /** In Asia/Shanghai. */
  days: string[];
  speakers: string[];
}

/** A visit of the system with its row in the statistics table, where it has one on one of the days in question. */
export interface KnownVisit extends VisitCore {
  row?: StatisticsRow | undefined;
}

/** A visit that may be the same activity as the one that is recorded. */
export interface Double {
  visitId: string;
  day: string;
  schoolId: string;
  speakers: string[];
  status: VisitStatus;
}

/** Ends after which an activity counts nowhere. */
const NEVER_COUNTS: Ending[] = ['cancelled', 'declined', 'unmatched', 'expired', 'not-held'];

const schoolsOf = ({ visit, request }: VisitCore) => [visit.school, ...request.otherSchools];
const common = (some: string[], others: string[]) => some.filter((one) => others.includes(one));

/** What a visit is known to be: what was submitted of it, else what is planned. */
function occasionOf(known: KnownVisit): Occasion | undefined {
  const { visit, request, seats, row } = known;
  const schools = schoolsOf(known);
  if (visit.statistics === 'submitted')
    return row?.state === 'submitted' ? { schools, days: [row.day], speakers: row.speakers.map(({ id }) => id) } : undefined;
  if (!visit.slot || (visit.ended && NEVER_COUNTS.includes(visit.ended.status))) return undefined;
  const days = timesOf(request, visit.slot).flatMap(daysOf);
  return { schools, days, speakers: seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])) };
}

/** The visits that may be the very activity that is being recorded: a school, a day and a speaker are the same. */
export function doublesOf(recorded: Occasion, known: KnownVisit[], now: Instant): Double[] {
  return known
    .flatMap((one): Double[] => {
      const occasion = occasionOf(one);
      if (!occasion) return [];
      const [day] = common(occasion.days, recorded.days);
      const same =
        common(occasion.schools, recorded.schools).length > 0 && common(occasion.speakers, recorded.speakers).length > 0;
      if (day === undefined || !same) return [];
      const { visit, seats } = one;
      return [
        { visitId: visit.id, day, schoolId: visit.school, speakers: occasion.speakers, status: visitStatus(visit, seats, now) },
      ];
    })
    .sort((a, b) => (a.day + a.visitId < b.day + b.visitId ? -1 : 1));
}
