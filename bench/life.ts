import { Course } from '../demo/course.ts';
import { Executions } from '../demo/executions.ts';
import { SampleCity } from '../demo/sample-city.ts';
import { SharedTime } from '../demo/shared-time.ts';
import { walkMeasured } from '../demo/walk.ts';
import type { Stage } from '../demo/way.ts';
import { type Metric, metric } from './metric.ts';

/** Design §8; and what came with later work: an answer about one seat now moves the end of the visit's chain, too. */
const WRITE_UNITS = 100;
const READ_UNITS = 35;
const AUDIT_UNITS = 4;
/** A row of the ledger that is sealed at night for each of a visit's events; several of one batch of the stream share a row. */
const LEDGER_UNITS = 7;
/** The count of what a school has asked for today and has planned: read once, written once with the new visit. */
const QUOTA_UNITS = { write: 2, read: 0.5 };

/** A row for each question that was answered: how fast organisations answer. */
const PACE_UNITS = 5;

/** Each works for one employer. */
const SPEAKERS = ['speaker-006', 'speaker-007', 'speaker-008'];

/** What one visit costs when all goes well: state transitions and DynamoDB units, from POST to closed. */
export async function measureLife(): Promise<Metric[]> {
  const city = await SampleCity.begin();
  const executions = new Executions(city);
  try {
    const stage: Stage = { time: new SharedTime(city), executions };
    const { good, units, notices } = await walkMeasured(stage);
    if ('error' in good) throw good.error;
    const one = await executions.transitions(good.visits[0]!);
    const three = await executions.transitions(await threeSeats(stage));
    return [
      metric('visit.transitions', one, 'transitions', 17),
      metric('visit.transitionsPerSeat', (three - one) / (SPEAKERS.length - 1), 'transitions', 5),
      metric(
        'visit.writeUnits',
        units.write,
        'units',
        WRITE_UNITS + AUDIT_UNITS + LEDGER_UNITS + QUOTA_UNITS.write + PACE_UNITS,
      ),
      metric('visit.readUnits', units.read, 'units', READ_UNITS + QUOTA_UNITS.read),
      metric('visit.noticeUnits', notices.write + notices.read, `units (${notices.write} written, ${notices.read} read)`),
    ];
  } finally {
    executions.end();
    await city.end();
  }
}

/** The same visit with three seats, each with one employer whose release it needs. */
async function threeSeats({ time }: Stage): Promise<string> {
  const [told] = await time.tell([
    async () => {
      const slots = [{ start: '2026-03-27T14:00:00+08:00', end: '2026-03-27T15:30:00+08:00' }];
      const visit = await Course.begin(time, 'school-city-schools-04', { speakersWanted: SPEAKERS.length, slots });
      await visit.unionApproves({ speakers: SPEAKERS });
      await visit.seatsAgree();
      await visit.schoolConfirms();
      await visit.isHeld();
      return visit.id;
    },
  ]);
  if (told?.status !== 'fulfilled') throw told?.reason;
  return told.value;
}
