import { seatSpeaker } from '../decisions/seating.ts';
import { questionsOf } from '../decisions/standing.ts';
import type { Situation } from '../decisions/step-rule.ts';
import { approvedWith } from '../decisions/steps/union-approval.ts';
import type { StepResult } from '../decisions/task.ts';
import type { Write } from '../platform/writes.ts';
import { changeVisit, fillSeat } from '../visits/changes.ts';
import { fillWrite } from '../visits/events.ts';
import { slotOf } from '../visits/slot.ts';
import type { Seat } from '../visits/visit.ts';
import { blocked, evaluate } from './constraints.ts';
import { matchRequestOf } from './request-of.ts';

/**
 * Fills an empty seat with the next reserve, in the union's order, who still suits and is free: the union has approved reserves
 * already and is not asked again (design §3). Whoever cannot come is passed over for good. Conditional on the visit's version, so
 * that of two seats that want the same reserve one takes the next. `none` when no reserve is left. Pure.
 */
export function stepIn(s: Situation, seat: Seat): { result: StepResult; writes: Write[] } {
  const slot = slotOf(s.visit);
  const request = matchRequestOf(s, [seat.seat]);
  const canCome = (id: string) => {
    // Nobody takes the place of a speaker whom the school requires, nor comes once the visit has begun.
    if (request.speakerRequired && id !== request.speakerId) return false;
    if (slot.start <= s.now.toISOString()) return false;
    // Talks that have changed since must be cleared first.
    if (s.policy.clearance && !s.cleared.has(id)) return false;
    const speaker = s.pool.get(id);
    if (!speaker || evaluate(speaker, request, slot, s.policy, s.now.toISOString(), s.days).length > 0) return false;
    return blocked(speaker, request, slot, s.policy, s.ledger.fact(id)) === undefined;
  };
  const next = s.visit.reserves.findIndex(canCome);
  const speaker = s.pool.get(s.visit.reserves[next] ?? '');
  if (!speaker) return { result: { outcome: 'none' }, writes: [changeVisit(s.visit, s.now, { reserves: [] })] };
  const filled = seatSpeaker(s, seat, seat.round + 1, speaker);
  const result = { outcome: 'found', ...questionsOf(s, filled) };
  const set = { approved: approvedWith(s.visit, [filled]), reserves: s.visit.reserves.slice(next + 1) };
  return {
    result,
    writes: [
      changeVisit(s.visit, s.now, set),
      ...fillSeat(s.visit, slot.start, seat, filled, speaker.union),
      ...s.ledger.writes(),
      fillWrite(s.visit, s.now, seat.seat, filled.round, { seat: seat.seat, speaker: speaker.id, result }),
    ],
  };
}
