import { endVisit } from '../decisions/ending.ts';
import { seatSpeaker } from '../decisions/seating.ts';
import { toTheSeats } from '../decisions/standing.ts';
import { nextDeadline, type Situation } from '../decisions/step-rule.ts';
import { approvedWith } from '../decisions/steps/union-approval.ts';
import type { StepResult } from '../decisions/task.ts';
import type { Write } from '../platform/writes.ts';
import { changeSeat, changeVisit, fillSeat, listedAt, lookAfter, relist } from '../visits/changes.ts';
import { eventWrite, proposalWrite } from '../visits/events.ts';
import { seatStatus } from '../visits/status.ts';
import type { Reason, Visit } from '../visits/visit.ts';
import type { Choice } from './choose.ts';
import type { Proposal } from './proposal.ts';

/** The seats that need a speaker: all at first, later those that are empty. */
export const openSeats = ({ visit, seats }: Pick<Situation, 'visit' | 'seats'>): number[] =>
  Array.from({ length: visit.speakersWanted }, (_, i) => i + 1).filter((number) => {
    const seat = seats.find((each) => each.seat === number);
    return !seat || seatStatus(seat, visit) === 'open';
  });

/**
 * What a match's choice means for the visit: seats proposed to the union and held, or the end with reasons. Those whom the union
 * has approved for the school's whole series are approved at once. Pure.
 */
export function propose(
  s: Situation,
  round: number,
  choice: Choice,
  inSeries = false,
): { result: StepResult; writes: Write[] } {
  const { match, reasons } = choice;
  if (!match) return nobodyFound(s, round, reasons);
  const index = s.request.slots.findIndex(({ start, end }) => start === match.slot.start && end === match.slot.end);
  const slot = { ...s.visit.slot, index, start: match.slot.start, end: match.slot.end };
  const visit: Visit = { ...s.visit, round, slot, reserves: inSeries ? [] : match.reserves };
  const situation = { ...s, visit };
  const filled = match.seats.map(({ seat, speaker }) => {
    const before = s.seats.find((each) => each.seat === seat);
    return seatSpeaker(situation, before ?? { seat }, (before?.round ?? 0) + 1, s.pool.get(speaker)!);
  });
  const proposed = match.seats.map(({ seat, speaker }) => ({ seat, speaker }));
  const approved = inSeries ? approvedWith(visit, filled) : undefined;
  const kept = s.seats.filter(({ seat }) => !filled.some((each) => each.seat === seat));
  const result: StepResult = approved
    ? {
        outcome: 'approved',
        round,
        ...toTheSeats({ ...situation, visit: { ...visit, approved }, seats: [...kept, ...filled] }),
      }
    : { outcome: 'found', round, expiresAt: nextDeadline(situation, 'union-approval').expiresAt };
  const found: Proposal = { round, seats: proposed, shortlist: match.shortlist, result };
  const { when, others } = relist(visit, s.request, match.slot.start);
  const listedFor = s.visit.slot?.start ?? s.request.slots[0]!.start;
  return {
    result,
    writes: [
      changeVisit(s.visit, s.now, {
        round,
        slot,
        ...(approved && { approved }),
        reserves: visit.reserves,
        when,
        ...lookAfter(match.slot.end, 24),
      }),
      ...(when === listedAt(listedFor, visit.id) ? [] : others),
      ...filled.flatMap((seat) => {
        const before = s.seats.find((each) => each.seat === seat.seat);
        return fillSeat(visit, slot.start, before, seat, s.pool.get(seat.speaker!)!.union);
      }),
      ...s.ledger.writes(),
      proposalWrite(visit, 'speakers-proposed', s.now, round, found),
      ...(approved ? [eventWrite(visit, 'union-approved', s.now, { seats: proposed, automatic: true })] : []),
    ],
  };
}

function nobodyFound(s: Situation, round: number, reasons: Reason[]) {
  const { visit, seats } = s;
  const standing = seats.filter((seat) => seatStatus(seat, visit) === 'agreed');
  if (visit.schoolConfirmedAt !== undefined && visit.slot && standing.length > 0) return withFewer(s, round, visit.slot.end);
  const result = { outcome: 'unmatched' };
  const found: Proposal = { round, seats: [], shortlist: [], result };
  return {
    result,
    writes: [...endVisit(s, 'unmatched', reasons, { round }), proposalWrite(s.visit, 'unmatched', s.now, round, found)],
  };
}

/** Somebody fell out at the last moment and nobody steps in: the school has agreed, and the visit goes on with the others. */
function withFewer(s: Situation, round: number, end: string) {
  const result = { outcome: 'confirmed', round, end, expiresAt: nextDeadline(s, 'statistics').expiresAt };
  const found: Proposal = { round, seats: [], shortlist: [], result };
  const open = s.seats.filter((seat) => seatStatus(seat, s.visit) === 'open');
  return {
    result,
    writes: [
      changeVisit(s.visit, s.now, { round }),
      ...open.map((seat) => changeSeat(s.visit, seat, { givenUp: true })),
      proposalWrite(s.visit, 'unmatched', s.now, round, found),
    ],
  };
}
