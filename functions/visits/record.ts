import type { Organisation } from '../access/organisation.ts';
import { newId } from '../platform/ids.ts';
import type { Write } from '../platform/writes.ts';
import { checkActuals, rowOf, rowWrite } from '../reports/actuals.ts';
import type { Speaker } from '../talent/speaker.ts';
import { fillSeat } from './changes.ts';
import type { RecordedVisit } from './contract.ts';
import { eventWrite } from './events.ts';
import { firstWrites, type NewVisitContext, newVisit, takeOver } from './new-visit.ts';
import type { VisitCore } from './store.ts';
import type { Seat, VisitRequest } from './visit.ts';

const DAY = 24 * 3_600_000;
/** How long ago an activity may have taken place to be recorded. */
export const MOST_DAYS_BACK = 366;

/** What a record is held against. */
export interface RecordContext extends NewVisitContext {
  /** The speakers who were present, as far as they stand in the pool. */
  pool: Map<string, Speaker>;
  /** The union of the school's unit. */
  union: Organisation | undefined;
}

/**
 * Records an activity that nobody requested here (补录, [N] annex 2): a visit that is closed from its first instant, with its row
 * in the statistics table. Nothing is left to decide, so no time of the speakers is held and no way begins. Each of those present
 * has a seat, so that it stands in their lists and in those of the unions that own their pool entries.
 * @throws Invalid naming every field that cannot be accepted
 */
export function recordVisit(body: RecordedVisit, c: RecordContext): { core: VisitCore; writes: Write[] } {
  const held = { ...c, visit: { school: c.school.id }, request: body };
  const tooLongAgo = c.now.getTime() - Date.parse(body.actualStart) > MOST_DAYS_BACK * DAY;
  const errors = checkActuals(held, body, tooLongAgo ? 'too-long-ago' : undefined);
  const id = newId(c.now);
  const taken = takeOver(id, body, c, errors);

  const { actualStart: start, actualEnd: end } = body;
  const request: VisitRequest = { ...requestOf(body), ...taken };
  const seats = body.speakersPresent.map((speaker, i) => seatOf(body, i + 1, speaker));
  const visit = newVisit(c, {
    id,
    origin: 'recorded',
    urgent: false,
    speakersWanted: request.speakersWanted,
    slot: { index: 0, start, end },
    round: 1,
    approved: Object.fromEntries(seats.map(({ seat, round }) => [seat, round])),
    statistics: 'submitted',
    ended: { status: 'closed', at: c.now.toISOString(), reasons: [] },
  });
  const organisations = new Map(
    [c.school, ...c.otherSchools.values(), ...(c.union ? [c.union] : [])].map((one) => [one.id, one]),
  );
  return {
    core: { visit, request, requestedBy: c.by, seats, tasks: [] },
    writes: [
      ...firstWrites(visit, request, c),
      ...seats.flatMap((seat) => fillSeat(visit, start, undefined, seat, c.pool.get(seat.speaker!)!.union)),
      rowWrite(c.city, rowOf({ ...c, visit, request, organisations }, body)),
      eventWrite(visit, 'statistics-submitted', c.now, { by: c.by, summary: body.summary }),
    ],
  };
}

/** What would have been asked for. */
const requestOf = (body: RecordedVisit): Omit<VisitRequest, 'contact' | 'district' | 'address'> => ({
  activityType: body.activityType,
  mode: body.mode,
  levels: body.levels,
  topics: body.topics,
  slots: [{ start: body.actualStart, end: body.actualEnd }],
  expectedStudents: body.expectedStudents ?? body.schools.reduce((sum, { directStudents }) => sum + directStudents, 0),
  speakersWanted: body.speakersPresent.length,
  preferredHonours: [],
  speakerRequired: false,
  otherSchools: body.otherSchools,
  notes: body.notes,
});

/** The seat of somebody who was present: whoever came had agreed. */
const seatOf = (body: RecordedVisit, seat: number, speaker: string): Seat => ({
  seat,
  round: 1,
  version: 1,
  speaker,
  releases: [],
  speakerConfirmedAt: body.actualStart,
  past: [],
});
