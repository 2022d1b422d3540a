import { isProvisional } from '../deadlines/due.ts';
import { attempt } from '../platform/attempt.ts';
import { commit } from '../platform/table.ts';
import { commitVisit, loadVisit } from '../visits/store.ts';
import { loadCase } from './load-case.ts';
import { seatAsked } from './step-rule.ts';
import { steps } from './steps/index.ts';
import { type StepResult, taskName } from './task.ts';
import { closeTask, expireTask, handTaskOver } from './task-writes.ts';

/** How long a workflow waits for a question that was never opened before it asks again. */
const ASK_AGAIN_AFTER = 3_600_000;

/**
 * What a question came to when its time is over: the recorded decision, `expired`, which is recorded now, or `not-yet` with the
 * instant to wait for, when the date was moved. Exactly one of decided and expired wins.
 */
export function expire(city: string, visitId: string, name: string): Promise<StepResult> {
  return attempt(async (consistent) => {
    const now = new Date();
    const core = await loadVisit(city, visitId, true);
    const task = core?.tasks.find((candidate) => taskName(candidate) === name);
    if (!core || (!task && core.visit.ended)) return { outcome: 'closed' };
    if (!task) return { outcome: 'not-yet', expiresAt: new Date(now.getTime() + ASK_AGAIN_AFTER).toISOString() };
    if (task.result) return task.result;
    const seatIsPast = task.seat > 0 && !seatAsked(core, task);
    if (core.visit.ended || seatIsPast || task.epoch !== core.visit.epoch) {
      await commit([closeTask(task)]);
      return { outcome: 'closed' };
    }
    if (now.toISOString() < task.expiresAt) return { outcome: 'not-yet', expiresAt: task.expiresAt };
    const seated = core.seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
    const found = await loadCase(core, task, seated, now, consistent);
    const effects = steps[task.step].expire(found);
    if ('handOver' in effects) {
      const { to, expiresAt } = effects.handOver;
      const provisional = isProvisional(now.toISOString(), expiresAt, found.days);
      await commitVisit(core.visit, [handTaskOver(task, to, now, expiresAt, provisional), ...effects.writes]);
      return { outcome: 'not-yet', expiresAt };
    }
    await commitVisit(core.visit, [expireTask(task, now, effects.result), ...effects.writes]);
    return effects.result;
  });
}
