import type { Json } from './definition.ts';
import type { Failure } from './errors.ts';
import type { EventRow, Status } from './store.ts';
import type { Call } from './thread.ts';

/** An event before it has its number: the type, and the details under the name that the wire gives them. */
export type HistoryEvent = [type: string, details?: Record<string, object>];

const whole = { truncated: false };

/** The types of states whose interruption has an event of its own. */
const ABORTABLE = new Set(['Task', 'Wait', 'Map', 'Parallel']);

/** The events of a history, in the service's wire form. */
export const events = {
  started: (input: string, roleArn: string): HistoryEvent => [
    'ExecutionStarted',
    { executionStartedEventDetails: { input, inputDetails: whole, roleArn } },
  ],
  succeeded: (output: string): HistoryEvent => [
    'ExecutionSucceeded',
    { executionSucceededEventDetails: { output, outputDetails: whole } },
  ],
  closed(status: Exclude<Status, 'RUNNING' | 'SUCCEEDED'>, failure: Failure): HistoryEvent {
    const names = { FAILED: 'ExecutionFailed', TIMED_OUT: 'ExecutionTimedOut', ABORTED: 'ExecutionAborted' };
    const type = names[status];
    return [type, { [`e${type.slice(1)}EventDetails`]: { ...failure } }];
  },
  entered: (type: string, name: string, input: string): HistoryEvent => [
    `${type}StateEntered`,
    { stateEnteredEventDetails: { name, input, inputDetails: whole } },
  ],
  exited(type: string, name: string, output: string, assigned?: Record<string, Json>): HistoryEvent {
    const variables = assigned && {
      assignedVariables: Object.fromEntries(Object.entries(assigned).map(([key, value]) => [key, JSON.stringify(value)])),
      assignedVariablesDetails: whole,
    };
    return [`${type}StateExited`, { stateExitedEventDetails: { name, output, outputDetails: whole, ...variables } }];
  },
  /** Nothing for a state that is over in an instant. */
  aborted: (type: string): HistoryEvent | undefined => (ABORTABLE.has(type) ? [`${type}StateAborted`] : undefined),
  evaluationFailed: (state: string, location: string, failure: Failure): HistoryEvent => [
    'EvaluationFailed',
    { evaluationFailedEventDetails: { ...failure, location, state } },
  ],
  mapStarted: (length: number): HistoryEvent => ['MapStateStarted', { mapStateStartedEventDetails: { length } }],
  iteration: (what: 'Started' | 'Succeeded' | 'Failed' | 'Aborted', name: string, index: number): HistoryEvent => [
    `MapIteration${what}`,
    { [`mapIteration${what}EventDetails`]: { name, index } },
  ],
  scheduled(call: Call, region: string, seconds: { timeoutInSeconds?: number; heartbeatInSeconds?: number }): HistoryEvent {
    if (call.integration === 'function') {
      const input = JSON.stringify(call.payload);
      const details = { resource: call.functionName, input, inputDetails: whole, ...seconds };
      return ['LambdaFunctionScheduled', { lambdaFunctionScheduledEventDetails: details }];
    }
    const parameters = JSON.stringify({ FunctionName: call.functionName, Payload: call.payload });
    return ['TaskScheduled', { taskScheduledEventDetails: { ...resource(call), region, parameters, ...seconds } }];
  },
  taskStarted: (call: Call): HistoryEvent =>
    call.integration === 'function' ? ['LambdaFunctionStarted'] : ['TaskStarted', { taskStartedEventDetails: resource(call) }],
  taskSubmitted: (call: Call, output: string): HistoryEvent => [
    'TaskSubmitted',
    { taskSubmittedEventDetails: { ...resource(call), output, outputDetails: whole } },
  ],
  taskSucceeded: (call: Call, output: string): HistoryEvent => task(call, 'Succeeded', { output, outputDetails: whole }),
  taskFailed: (call: Call, failure: Failure): HistoryEvent => task(call, 'Failed', failure),
  taskTimedOut: (call: Call, failure: Failure): HistoryEvent => task(call, 'TimedOut', failure),
};

function task(call: Call, what: string, details: object): HistoryEvent {
  return call.integration === 'function'
    ? [`LambdaFunction${what}`, { [`lambdaFunction${what}EventDetails`]: details }]
    : [`Task${what}`, { [`task${what}EventDetails`]: { ...resource(call), ...details } }];
}

function resource(call: Call): { resourceType: string; resource: string } {
  return { resourceType: 'lambda', resource: call.integration === 'token' ? 'invoke.waitForTaskToken' : 'invoke' };
}

/** The fields that hold data of the execution, left out where only the structure is asked for. */
const DATA = new Set([
  'input',
  'output',
  'parameters',
  'assignedVariables',
  'inputDetails',
  'outputDetails',
  'assignedVariablesDetails',
]);

/** An event as GetExecutionHistory answers it. */
export function onTheWire(row: EventRow, withData: boolean): object {
  const details = row.details === null ? {} : (JSON.parse(row.details) as Record<string, Record<string, unknown>>);
  if (!withData) {
    for (const fields of Object.values(details))
      for (const field of Object.keys(fields)) if (DATA.has(field)) delete fields[field];
  }
  return { timestamp: row.at / 1000, type: row.type, id: row.id, previousEventId: row.previous, ...details };
}
