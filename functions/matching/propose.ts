import { endVisit } from '../decisions/ending.ts';
import { claimOf, nextDeadline, type Situation } from '../decisions/step-rule.ts';
import type { StepResult } from '../decisions/task.ts';
import type { Write } from '../platform/writes.ts';
import { changeVisit, fillSeat, listedAt, lookAfter, relist } from '../visits/changes.ts';
import { proposalWrite } from '../visits/events.ts';
import { timesOf } from '../visits/times.ts';
import type { Reason, Seat, Visit } from '../visits/visit.ts';
import type { Choice } from './choose.ts';
import type { Proposal } from './proposal.ts';
import { releasesNeeded } from './release.ts';

/** The seats that need a speaker: all at first, later those that are empty. */
export const openSeats = ({ visit, seats }: Pick<Situation, 'visit' | 'seats'>): number[] =>
  Array.from({ length: visit.speakersWanted }, (_, i) => i + 1).filter(
    (number) => seats.find(({ seat }) => seat === number)?.speaker === undefined,
  );

/** What a match's choice means for the visit: seats proposed to the union and held, or the end with reasons. Pure. */
export function propose(s: Situation, round: number, choice: Choice): { result: StepResult; writes: Write[] } {
  const { match, reasons } = choice;
  if (!match) return nobodyFound(s, round, reasons);
  const index = s.request.slots.findIndex(({ start, end }) => start === match.slot.start && end === match.slot.end);
  const visit: Visit = { ...s.visit, slot: { index, start: match.slot.start, end: match.slot.end } };
  const situation = { ...s, visit };
  const result = { outcome: 'found', expiresAt: nextDeadline(situation, 'union-approval').expiresAt };
  const seats = match.seats.flatMap(({ seat, speaker }) => {
    s.ledger.hold(claimOf(situation, seat, speaker), s.now);
    return seatFor(situation, seat, speaker);
  });
  const proposed = match.seats.map(({ seat, speaker }) => ({ seat, speaker }));
  const found: Proposal = { round, seats: proposed, shortlist: match.shortlist, result };
  const { when, others } = relist(visit, s.request, match.slot.start);
  const listedFor = s.visit.slot?.start ?? s.request.slots[0]!.start;
  return {
    result,
    writes: [
      changeVisit(s.visit, s.now, {
        round,
        slot: visit.slot,
        reserves: match.reserves,
        when,
        ...lookAfter(match.slot.end, 24),
      }),
      ...(when === listedAt(listedFor, visit.id) ? [] : others),
      ...seats,
      ...s.ledger.writes(),
      proposalWrite(visit, 'speakers-proposed', s.now, round, found),
    ],
  };
}

function seatFor(s: Situation, number: number, speakerId: string): Write[] {
  const before = s.seats.find(({ seat }) => seat === number);
  const speaker = s.pool.get(speakerId)!;
  const slot = s.visit.slot!;
  const seat: Seat = {
    seat: number,
    round: before?.round ?? 1,
    version: (before?.version ?? 0) + 1,
    speaker: speakerId,
    releases: releasesNeeded(speaker, timesOf(s.request, slot), s.policy, s.days),
    past: before?.past ?? [],
  };
  return fillSeat(s.visit, slot.start, before, seat, speaker.union);
}

function nobodyFound(s: Situation, round: number, reasons: Reason[]) {
  const result = { outcome: 'unmatched' };
  const found: Proposal = { round, seats: [], shortlist: [], result };
  return {
    result,
    writes: [...endVisit(s, 'unmatched', reasons, { round }), proposalWrite(s.visit, 'unmatched', s.now, round, found)],
  };
}
