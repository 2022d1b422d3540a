import type { ExecutionRow, MachineRow, RevisionRow } from './store.ts';

/** An instant as the protocol writes it: seconds since the epoch, with a fraction. */
export function seconds(millis: number): number {
  return millis / 1000;
}

const LOGGING = { level: 'OFF', includeExecutionData: false };
const TRACING = { enabled: false };
const NOT_REDRIVABLE = {
  redriveCount: 0,
  redriveStatus: 'NOT_REDRIVABLE',
  redriveStatusReason: 'Redrive is not supported here',
};

/** The answer of DescribeStateMachine. */
export function machine(row: MachineRow, revision: RevisionRow): object {
  return {
    ...machineItem(row),
    status: 'ACTIVE',
    definition: revision.definition,
    roleArn: revision.role,
    revisionId: String(revision.id),
    loggingConfiguration: LOGGING,
    tracingConfiguration: TRACING,
  };
}

/** The answer of DescribeStateMachineForExecution: the definition that the execution began with. */
export function machineOfExecution(row: ExecutionRow, revision: RevisionRow): object {
  return {
    stateMachineArn: row.machine,
    name: row.machine.slice(row.machine.lastIndexOf(':') + 1),
    definition: revision.definition,
    roleArn: revision.role,
    updateDate: seconds(revision.at),
    revisionId: String(revision.id),
    loggingConfiguration: LOGGING,
    tracingConfiguration: TRACING,
  };
}

export function machineItem(row: MachineRow): object {
  return { stateMachineArn: row.arn, name: row.name, type: 'STANDARD', creationDate: seconds(row.created) };
}

/** The answer of DescribeExecution. */
export function execution(row: ExecutionRow): object {
  return {
    ...executionItem(row),
    ...NOT_REDRIVABLE,
    input: row.input,
    inputDetails: { included: true },
    ...(row.output !== null && { output: row.output, outputDetails: { included: true } }),
    ...(row.error !== null && { error: row.error }),
    ...(row.cause !== null && { cause: row.cause }),
  };
}

export function executionItem(row: ExecutionRow): object {
  return {
    executionArn: row.arn,
    stateMachineArn: row.machine,
    name: row.name,
    status: row.status,
    startDate: seconds(row.started),
    ...(row.stopped !== null && { stopDate: seconds(row.stopped) }),
  };
}
