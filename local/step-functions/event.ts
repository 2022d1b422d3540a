import type { ExecutionRow } from './store.ts';

/** The event that tells of an execution's new status, as it is put on the bus; the bus adds its number, account and region. */
export interface StatusChange {
  source: string;
  'detail-type': string;
  /** ISO 8601. */
  time: string;
  resources: string[];
  detail: Record<string, unknown>;
}

export function statusChange(row: ExecutionRow, now: number): StatusChange {
  return {
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    time: new Date(now).toISOString(),
    resources: [row.arn],
    detail: {
      executionArn: row.arn,
      stateMachineArn: row.machine,
      name: row.name,
      status: row.status,
      startDate: row.started,
      stopDate: row.stopped,
      input: row.input,
      inputDetails: { included: true },
      output: row.output,
      outputDetails: row.output === null ? null : { included: true },
      error: row.error,
      cause: row.cause,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: row.status === 'RUNNING' ? 'NOT_REDRIVABLE' : null,
      redriveStatusReason: null,
    },
  };
}
