import type { Situation } from '../decisions/step-rule.ts';
import { closeTask } from '../decisions/task-writes.ts';
import { SWEEP, sweepOf } from '../platform/keys.ts';
import { VisitOver, VisitTookPlace } from '../platform/problems.ts';
import type { Item, Write } from '../platform/writes.ts';
import { changeVisit, epochAfter, lookAfter } from '../visits/changes.ts';
import { lineUpAgreed, seatStatus } from '../visits/status.ts';
import type { Seat, Visit } from '../visits/visit.ts';

/**
 * The next epoch of a visit: whatever was asked in the old one closes, and nothing of it has an effect any more; the stream stops
 * its execution and starts the next, whose first step finds out what still holds (design §3, "Epoch"). `set` is what else changes.
 */
export function nextEpoch(s: Situation, set: Partial<Visit> & Item): Write[] {
  // A visit that was stuck is not any more: the new way has its own executions.
  const next = { ...epochAfter(s.visit), round: 0, stuck: undefined, seeking: undefined };
  const watched = { [SWEEP.pk]: sweepOf(s.visit.city), ...lookAfter(s.now.toISOString(), 1) };
  // Reserves that came with a proposal nobody has approved may not step in.
  const unseen = onlyProposed(s).length > 0 ? { reserves: [] } : {};
  return [changeVisit(s.visit, s.now, { ...next, ...watched, ...set, ...unseen }), ...closeOpen(s)];
}

const closeOpen = ({ tasks }: Situation): Write[] => tasks.filter(({ state }) => state === 'open').map(closeTask);

/** Seats that were only proposed are proposed anew: the union sees why once more. */
export const onlyProposed = ({ visit, seats }: Situation): Seat[] =>
  seats.filter((seat) => seatStatus(seat, visit) === 'proposed');

/**
 * @throws VisitOver when it has ended; VisitTookPlace when its time has come (`at` its start or its end) and all had agreed: then
 * the statistics say whether it was held
 */
export function refuseIfOver({ visit, seats, now }: Situation, at: 'start' | 'end'): void {
  if (visit.ended) throw new VisitOver({ status: visit.ended.status });
  const confirmed = visit.schoolConfirmedAt !== undefined && lineUpAgreed(visit, seats);
  if (confirmed && visit.slot && visit.slot[at] <= now.toISOString()) throw new VisitTookPlace();
}
