import type { Parallel } from '../definition.ts';
import { fork } from '../join.ts';
import type { Change, Scope } from '../scope.ts';

/** Begins all branches with the same input. */
export async function enterParallel(scope: Scope, state: Parallel): Promise<Change> {
  const input = state.Arguments === undefined ? scope.input : await scope.fill(state.Arguments, 'Arguments');
  const total = state.Branches.length;
  const inputs = state.Branches.map(() => input);
  return () => {
    scope.execution.event(scope.thread, ['ParallelStateStarted']);
    fork(scope.execution, scope.thread, { total, inputs, limit: total });
  };
}
