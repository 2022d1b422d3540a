import { integrationOf, type Json, type Task } from '../definition.ts';
import { StateFailure } from '../errors.ts';
import type { Execution } from '../execution.ts';
import { events } from '../history.ts';
import { fits } from '../limits.ts';
import type { Change, Scope } from '../scope.ts';
import type { Call, TaskFailure, Thread } from '../thread.ts';

/** What a function answered: its result, or the error as Lambda reports it. */
export type Answer = { payload: unknown } | { error: { errorType: string; errorMessage: string; trace?: string[] } };

/** What a task needs to know of the service. */
export interface TaskEnvironment {
  region: string;
  partition: string;
  newToken(): string;
}

/** Schedules the call of the function; the call itself begins once that is written. */
export async function enterTask(scope: Scope, state: Task, environment: TaskEnvironment): Promise<Change> {
  const integration = integrationOf(state.Resource, environment.partition)!;
  const token = integration === 'token' ? environment.newToken() : undefined;
  const extra = token === undefined ? {} : { token };
  const given = state.Arguments === undefined ? scope.input : await scope.fill(state.Arguments, 'Arguments', extra);
  const target = integration === 'function' ? { functionName: state.Resource, payload: given } : targetOf(given);
  const timeout = state.TimeoutSeconds && (await scope.integer(state.TimeoutSeconds, 'TimeoutSeconds', 1));
  const heartbeat = state.HeartbeatSeconds && (await scope.integer(state.HeartbeatSeconds, 'HeartbeatSeconds', 1));
  const call: Call = {
    integration,
    ...target,
    ...(token && { token }),
    ...(timeout && { timeoutAt: scope.now + timeout * 1000 }),
    // Only who holds a token can send a heartbeat.
    ...(heartbeat && token && { heartbeat: { every: heartbeat * 1000, by: scope.now + heartbeat * 1000 } }),
  };
  const seconds = { ...(timeout && { timeoutInSeconds: timeout }), ...(heartbeat && { heartbeatInSeconds: heartbeat }) };
  return () => {
    scope.execution.event(scope.thread, events.scheduled(call, environment.region, seconds));
    scope.execution.event(scope.thread, events.taskStarted(call));
    scope.execution.step(scope.thread, { at: 'calling', call });
  };
}

function targetOf(given: Json): { functionName: string; payload: Json } {
  const { FunctionName: functionName, Payload: payload = {} } = (given ?? {}) as { [key: string]: Json };
  if (typeof functionName !== 'string' || functionName === '') {
    throw new StateFailure('States.Runtime', 'The Arguments of lambda:invoke must name the function in FunctionName.');
  }
  return { functionName, payload };
}

/** The function has come back: the task has its result, or waits on for its token, or has failed. */
export function returned(execution: Execution, thread: Thread, call: Call, answer: Answer): void {
  if ('error' in answer) {
    const { errorType, errorMessage, trace } = answer.error;
    const cause = JSON.stringify({ errorMessage, errorType, ...(trace && { trace }) });
    failed(execution, thread, call, { error: errorType, cause });
    return;
  }
  const payload = (answer.payload ?? null) as Json;
  const result = call.integration === 'function' ? payload : response(payload);
  if (!fits(JSON.stringify(payload))) {
    const what = `The state/task '${thread.state}' returned a result with a size exceeding the maximum number of bytes service limit.`;
    failed(execution, thread, call, { error: 'States.DataLimitExceeded', cause: what });
  } else if (call.token === undefined) succeeded(execution, thread, call, result);
  else {
    execution.event(thread, events.taskSubmitted(call, JSON.stringify(result)));
    call.submitted = true;
    execution.touch(thread);
  }
}

/** The task has its result. */
export function succeeded(execution: Execution, thread: Thread, call: Call, result: Json): void {
  execution.event(thread, events.taskSucceeded(call, JSON.stringify(result)));
  execution.step(thread, { at: 'answered', result });
}

/** The task has failed. */
export function failed(execution: Execution, thread: Thread, call: Call, failure: TaskFailure): void {
  execution.event(thread, events.taskFailed(call, failure));
  execution.step(thread, { at: 'failed', failure });
}

/** The task has taken too long, or its holder has not sent a heartbeat: both are States.Timeout, without a cause. */
export function timedOut(execution: Execution, thread: Thread, call: Call, heartbeat: boolean): void {
  execution.event(thread, events.taskTimedOut(call, { error: 'States.Timeout' }));
  execution.step(thread, { at: 'failed', failure: { error: 'States.Timeout', ...(heartbeat && { heartbeat }) } });
}

/** The answer of Lambda's Invoke, as the integration gives it. */
function response(payload: Json): Json {
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: {},
    StatusCode: 200,
  };
}
