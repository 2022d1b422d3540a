import { endVisit } from '../decisions/ending.ts';
import { mayStillBeFound, standsWithout, withFewer } from '../decisions/last-hours.ts';
import { seatSpeaker } from '../decisions/seating.ts';
import { toTheSeats } from '../decisions/standing.ts';
import { nextDeadline, type Situation } from '../decisions/step-rule.ts';
import { approvedWith } from '../decisions/steps/union-approval.ts';
import type { StepResult } from '../decisions/task.ts';
import type { Write } from '../platform/writes.ts';
import { changeVisit, fillSeat, listedAt, lookAfter, relist } from '../visits/changes.ts';
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

function nobodyFound(s: Situation, round: number, reasons: Reason[]): { result: StepResult; writes: Write[] } {
  const record = (result: StepResult) => {
    const found: Proposal = { round, seats: [], shortlist: [], result };
    return proposalWrite(s.visit, 'unmatched', s.now, round, found);
  };
  if (mayStillBeFound(s) && round <= s.policy.maximumRounds) {
    // The union may know somebody whom it only has to phone.
    const result = { outcome: 'found', round, expiresAt: nextDeadline(s, 'union-approval').expiresAt };
    return { result, writes: [changeVisit(s.visit, s.now, { round, seeking: true }), record(result)] };
  }
  if (standsWithout(s)) {
    const { result, writes } = withFewer({ ...s, visit: { ...s.visit, round } });
    return { result, writes: [changeVisit(s.visit, s.now, { round }), ...writes, record(result)] };
  }
  const result = { outcome: 'unmatched' };
  return { result, writes: [...endVisit(s, 'unmatched', reasons, { round }), record(result)] };
}
