import { endVisit } from '../decisions/ending.ts';
import { because } from '../decisions/reason.ts';
import type { Situation } from '../decisions/step-rule.ts';
import type { Write } from '../platform/writes.ts';
import { epochAfter } from '../visits/changes.ts';
import { eventWrite } from '../visits/events.ts';
import type { Actor } from '../visits/visit.ts';
import { refuseIfOver } from './next-epoch.ts';
import type { Why } from './why.ts';

/**
 * Cancels a visit from any open state in one transaction: a new epoch, in which nothing of the old one has an effect; open tasks
 * close, all holds are given back (design §3, "Epoch"). The stream then stops the execution. Pure.
 * @throws VisitOver when it has ended; VisitTookPlace when its time is over, because then it was held or not
 */
export function cancel(s: Situation, why: Why, by: Actor): Write[] {
  refuseIfOver(s, 'end');
  const next = epochAfter(s.visit);
  return [
    ...endVisit(s, 'cancelled', [because('cancelled', why)], { ...next, statistics: undefined }),
    eventWrite({ ...s.visit, ...next }, 'cancelled', s.now, { by, ...why }),
  ];
}
