import { endVisit } from '../decisions/ending.ts';
import type { Situation } from '../decisions/step-rule.ts';
import { VisitOver, VisitTookPlace } from '../platform/problems.ts';
import type { Write } from '../platform/writes.ts';
import { eventWrite } from '../visits/events.ts';
import type { Actor } from '../visits/visit.ts';

/**
 * Cancels a visit from any open state in one transaction: a new epoch, in which nothing of the old one has an effect; open tasks
 * close, all holds are given back (design §3, "Epoch"). The stream then stops the execution. Pure.
 * @throws VisitOver when it has ended; VisitTookPlace when its time is over, because then it was held or not
 */
export function cancel(s: Situation, reason: { reasonCode: string; text?: string | undefined }, by: Actor): Write[] {
  const { visit } = s;
  if (visit.ended) throw new VisitOver({ status: visit.ended.status });
  if (visit.schoolConfirmedAt !== undefined && visit.slot && visit.slot.end <= s.now.toISOString()) throw new VisitTookPlace();
  const reasons = [{ code: 'cancelled', facts: { reasonCode: reason.reasonCode } }];
  const next = { epoch: visit.epoch + 1, run: 1 };
  return [
    ...endVisit(s, 'cancelled', reasons, { ...next, statistics: undefined }),
    eventWrite({ ...visit, ...next }, 'cancelled', s.now, { by, ...reason }),
  ];
}
