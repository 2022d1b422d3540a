import type { Outgoing } from './definition.ts';
import { EvaluationError, type Failure, StateFailure } from './errors.ts';
import { events } from './history.ts';
import { covers, nextRetry } from './retry.ts';
import { type Change, errorOutput, type Scope } from './scope.ts';
import { enterChoice } from './states/choice.ts';
import { enterFail } from './states/fail.ts';
import { enterMap } from './states/map.ts';
import { enterParallel } from './states/parallel.ts';
import { enterTask, type TaskEnvironment } from './states/task.ts';
import { enterWait } from './states/wait.ts';
import type { TaskFailure } from './thread.ts';

/**
 * Prepares the next step of a thread: evaluates what it needs and says what then changes. An expression that fails, fails the
 * state, which may have a Retry or a Catch; one that fails within a Catch is final.
 */
export async function nextStep(scope: Scope, environment: TaskEnvironment): Promise<Change> {
  try {
    return await proceed(scope, environment);
  } catch (error) {
    if (error instanceof StateFailure) return failing(scope, error.failure);
    if (!(error instanceof EvaluationError)) throw error;
    const failure = { error: 'States.QueryEvaluationError', cause: scope.sentence(error.message) };
    const change = failing(scope, failure);
    return () => {
      scope.execution.event(scope.thread, events.evaluationFailed(scope.thread.state, error.location, failure));
      change();
    };
  }
}

function proceed(scope: Scope, environment: TaskEnvironment): Promise<Change> {
  const { step } = scope.thread;
  if (step.at === 'waiting') return scope.leave(scope.state as Outgoing, scope.input);
  if (step.at === 'answered') return scope.leave(scope.state as Outgoing, step.result, { result: step.result });
  if (step.at === 'failed') return recover(scope, step.failure);
  return enter(scope, environment);
}

function enter(scope: Scope, environment: TaskEnvironment): Promise<Change> {
  const { state } = scope;
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return scope.leave(state, scope.input);
    case 'Choice':
      return enterChoice(scope, state);
    case 'Wait':
      return enterWait(scope, state);
    case 'Fail':
      return enterFail(scope, state);
    case 'Task':
      return enterTask(scope, state, environment);
    case 'Parallel':
      return enterParallel(scope, state);
    case 'Map':
      return enterMap(scope, state);
  }
}

function failing(scope: Scope, failure: Failure): Change {
  const { execution, thread } = scope;
  if (thread.step.at === 'failed') return () => execution.fail(thread, failure);
  return () => execution.step(thread, { at: 'failed', failure });
}

/** Tries the state again, or goes where a Catch says, or gives up. */
async function recover(scope: Scope, failure: TaskFailure): Promise<Change> {
  const { execution, thread, state } = scope;
  const retriers = 'Retry' in state ? state.Retry : undefined;
  const retry = nextRetry(retriers, failure, thread.retries);
  if (retry !== undefined) {
    const until = scope.now + retry.after;
    return () => {
      thread.retries[retry.retrier] = (thread.retries[retry.retrier] ?? 0) + 1;
      execution.countTransition();
      execution.step(thread, { at: 'retrying', until });
    };
  }
  const onward = await caught(scope, failure);
  return () => {
    if (state.Type === 'Map' || state.Type === 'Parallel') execution.event(thread, [`${state.Type}StateFailed`]);
    onward();
  };
}

async function caught(scope: Scope, failure: TaskFailure): Promise<Change> {
  const catchers = ('Catch' in scope.state && scope.state.Catch) || [];
  const index = catchers.findIndex((catcher) => covers(catcher.ErrorEquals, failure));
  if (index < 0) {
    const { heartbeat: _, ...plain } = failure;
    return () => scope.execution.fail(scope.thread, plain);
  }
  const output = errorOutput(failure);
  return scope.leave(catchers[index]!, output, { errorOutput: output }, `Catch[${index}]/`);
}
