import { randomUUID } from 'node:crypto';
import type { Catalogue } from '../catalogue.ts';
import { ServiceError } from '../errors.ts';
import { onTheWire } from '../history.ts';
import type { Request } from '../requests.ts';
import type { ExecutionRow, Store } from '../store.ts';
import * as wire from '../wire.ts';
import { type Action, json, pageOf } from './action.ts';

/** What the actions on executions need of the service. */
export interface ExecutionDoors {
  catalogue: Catalogue;
  store: Store;
  now(): number;
  /** The row as it is now. @throws ServiceError ExecutionDoesNotExist */
  row(arn: string): ExecutionRow;
  start(row: ExecutionRow): void;
  /** Aborts the execution if it runs. */
  abort(arn: string, reason: { error?: string; cause?: string }): void;
}

/** The actions on executions. */
export function executionActions(doors: ExecutionDoors): Record<string, Action> {
  const { catalogue, store } = doors;
  const rowOf = (request: Request) => doors.row(request.arn('executionArn', 'execution'));
  return {
    StartExecution: (request) => start(doors, request),

    DescribeExecution: (request) => wire.execution(rowOf(request)),

    DescribeStateMachineForExecution(request) {
      const row = rowOf(request);
      return wire.machineOfExecution(row, store.revision(row.revision));
    },

    ListExecutions(request) {
      const { machine } = catalogue.get(request.arn('stateMachineArn', 'stateMachine'));
      const status = request.optionalText('statusFilter');
      const read = (before: number, count: number) => store.executions(machine.arn, status, before, count);
      const query = `${machine.arn} ${status ?? ''}`;
      const { rows, more } = pageOf(request, query, Number.MAX_SAFE_INTEGER, read, (row) => row.id);
      return { executions: rows.map(wire.executionItem), ...more };
    },

    StopExecution(request) {
      const { arn } = rowOf(request);
      const error = request.optionalText('error');
      const cause = request.optionalText('cause');
      doors.abort(arn, { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) });
      return { stopDate: wire.seconds(doors.row(arn).stopped!) };
    },

    GetExecutionHistory(request) {
      const row = rowOf(request);
      const reverse = request.flag('reverseOrder', false);
      const withData = request.flag('includeExecutionData', true);
      const read = (from: number, count: number) => store.events(row.id, from, count, reverse);
      const first = reverse ? Number.MAX_SAFE_INTEGER : 0;
      const { rows, more } = pageOf(request, `${row.arn} ${reverse}`, first, read, (event) => event.id);
      return { events: rows.map((event) => onTheWire(event, withData)), ...more };
    },
  };
}

/** The same name and input while it runs is the same execution; a name is never used twice. */
function start({ catalogue, store, now, start: begin }: ExecutionDoors, request: Request): object {
  const { machine, revision } = catalogue.get(request.arn('stateMachineArn', 'stateMachine'));
  const name = request.optionalText('name') === undefined ? randomUUID() : request.name('name');
  const input = request.optionalText('input') ?? '{}';
  json(input, 'InvalidExecutionInput', 'input');
  const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
  const existing = store.execution(arn);
  if (existing !== undefined && !(existing.status === 'RUNNING' && existing.input === input)) {
    throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  }
  if (existing !== undefined) return { executionArn: arn, startDate: wire.seconds(existing.started) };
  const open = { output: null, error: null, cause: null, stopped: null, transitions: 0 } as const;
  const row = {
    id: 0,
    arn,
    machine: machine.arn,
    revision: revision.id,
    name,
    status: 'RUNNING' as const,
    input,
    started: now(),
  };
  begin({ ...row, ...open });
  return { executionArn: arn, startDate: wire.seconds(row.started) };
}
