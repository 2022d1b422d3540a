import { EmployerNotAsked, Invalid, NotApprovedYet, NotConfirmedYet, SeatOpen, VisitOver } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Instant } from '../platform/schema.ts';
import { mainHonour } from '../talent/honours.ts';
import type { Speaker } from '../talent/speaker.ts';
import { slotOf } from '../visits/slot.ts';
import { isConfirmed } from '../visits/status.ts';
import type { VisitCore } from '../visits/store.ts';
import { timesOf } from '../visits/times.ts';
import type { Seat, Visit } from '../visits/visit.ts';
import type { NewLetter } from './contract.ts';
import type { Letter } from './letter.ts';

/** What a letter says, before it has a number. */
export type Draft = Omit<Letter, 'union' | 'number' | 'issuedAt' | 'by' | 'copies' | 'version'>;

/**
 * Which letter makes sense when: a request for release while the employer is asked, or after it has released; an invitation once the
 * union has approved the speaker; a confirmation once everybody has agreed. Pure.
 * @throws Invalid for a seat or an employer that is not in the visit; SeatOpen, EmployerNotAsked, NotApprovedYet, NotConfirmedYet; VisitOver
 *   for what asks somebody to come when the visit is over
 */
export function draftOf(core: VisitCore, asked: NewLetter, pool: ReadonlyMap<string, Speaker>, now: Instant): Draft {
  if (asked.kind === 'confirmation') return confirmation(core, pool);
  const seat = seatOf(core, asked.seat, now);
  const about = { kind: asked.kind, seat: seat.seat, round: seat.round };
  const said = { ...contentOf(core, [seat.speaker], pool), ...about };
  return asked.kind === 'invitation' ? said : { ...said, ...employerOf(core, seat, asked.employerId) };
}

function confirmation(core: VisitCore, pool: ReadonlyMap<string, Speaker>): Draft {
  const { visit, seats } = core;
  if (!isConfirmed(visit, seats)) throw new NotConfirmedYet();
  const speakers = seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
  return { ...contentOf(core, speakers, pool), kind: 'confirmation', employers: releasing(seats) };
}

/** Who had to release a speaker, and has. */
const releasing = (seats: readonly Seat[]): string[] => [
  ...new Set(
    seats.flatMap(({ releases }) => releases.flatMap(({ employer, need }) => (need === 'required' ? [employer] : []))),
  ),
];

function contentOf(core: VisitCore, speakers: readonly string[], pool: ReadonlyMap<string, Speaker>) {
  const { visit, request } = core;
  const slot = slotOf(visit);
  return {
    ...{ city: visit.city, visit: visit.id, epoch: visit.epoch },
    speakers: speakers.map((id) => {
      const entry = pool.get(id);
      return { id, honour: entry && mainHonour(entry) };
    }),
    employers: [],
    ...{ slot, times: timesOf(request, slot), students: request.expectedStudents },
  };
}

/** The seat of an approved speaker who is still to come. */
function seatOf({ visit, seats }: VisitCore, number: number, now: Instant): Seat & { speaker: string } {
  if (number > visit.speakersWanted) throw new Invalid([fieldError('seat', 'not-in-visit')]);
  if (visit.ended) throw new VisitOver({ status: visit.ended.status });
  if (isPast(visit, now)) throw new VisitOver({ status: 'awaiting-statistics' });
  const seat = seats.find((each) => each.seat === number);
  if (seat?.speaker === undefined) throw new SeatOpen({ seat: number });
  if (visit.approved[number] !== seat.round) throw new NotApprovedYet({ seat: number });
  return { ...seat, speaker: seat.speaker };
}

const isPast = ({ slot }: Visit, now: Instant) => slot !== undefined && slot.end <= now;

/** The employer that is asked for its release, or has given it; and by when it should answer. */
function employerOf({ visit, tasks }: VisitCore, seat: Seat, named: string | undefined): Pick<Letter, 'employer' | 'replyBy'> {
  if (named !== undefined && !seat.releases.some(({ employer }) => employer === named))
    throw new Invalid([fieldError('employerId', 'not-in-visit')]);
  const questions = tasks.filter(
    ({ step, state, epoch, seat: number, round }) =>
      step === 'employer-release' && state === 'open' && epoch === visit.epoch && number === seat.seat && round === seat.round,
  );
  const found = seat.releases.flatMap(({ employer, need, releasedAt }) => {
    const question = questions.find((task) => task.employer === employer);
    const concerned = need === 'required' && (releasedAt !== undefined || question !== undefined);
    return concerned && (named ?? employer) === employer ? [{ employer, replyBy: question?.dueAt }] : [];
  });
  if (found.length > 1) throw new Invalid([fieldError('employerId', 'employer-required')]);
  const [only] = found;
  if (!only) throw new EmployerNotAsked({ seat: seat.seat });
  return only;
}
