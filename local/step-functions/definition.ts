/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The part of the Amazon States Language that runs here, with JSONata as its query language. */
export interface Machine {
  StartAt: string;
  States: Record<string, State>;
  QueryLanguage?: string;
  TimeoutSeconds?: number;
}

export type State = Pass | Task | Choice | Wait | Parallel | MapState | Succeed | Fail;
export type Assignments = Record<string, Json>;

interface Named {
  Comment?: string;
  QueryLanguage?: string;
}

/** States that lead on to another, or to the end. */
export interface Outgoing extends Named {
  Next?: string;
  End?: boolean;
  Assign?: Assignments;
  Output?: Json;
}

/** States that may fail and be tried again. */
export interface Recoverable extends Outgoing {
  Retry?: Retrier[];
  Catch?: Catcher[];
}

export interface Pass extends Outgoing {
  Type: 'Pass';
}

export interface Task extends Recoverable {
  Type: 'Task';
  Resource: string;
  Arguments?: Json;
  TimeoutSeconds?: number | string;
  HeartbeatSeconds?: number | string;
}

export interface Choice extends Named {
  Type: 'Choice';
  Choices: Array<{ Condition: boolean | string; Next: string; Assign?: Assignments; Output?: Json }>;
  Default?: string;
  Assign?: Assignments;
  Output?: Json;
}

export interface Wait extends Outgoing {
  Type: 'Wait';
  Seconds?: number | string;
  Timestamp?: string;
}

export interface Parallel extends Recoverable {
  Type: 'Parallel';
  Arguments?: Json;
  Branches: Machine[];
}

export interface MapState extends Recoverable {
  Type: 'Map';
  Items?: Json;
  ItemSelector?: Json;
  ItemProcessor: Machine & { ProcessorConfig?: { Mode?: string } };
  MaxConcurrency?: number | string;
  ToleratedFailureCount?: number | string;
  ToleratedFailurePercentage?: number | string;
}

export interface Succeed extends Named {
  Type: 'Succeed';
  Output?: Json;
}

export interface Fail extends Named {
  Type: 'Fail';
  Error?: string;
  Cause?: string;
}

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: string;
}

export interface Catcher {
  ErrorEquals: string[];
  Next: string;
  Assign?: Assignments;
  Output?: Json;
}

/** How a Task reaches its function: the function itself, or the service integration, with or without waiting for a token. */
export type Integration = 'function' | 'invoke' | 'token';

/** What a Task's Resource stands for; undefined for what does not run here. */
export function integrationOf(resource: string, partition: string): Integration | undefined {
  if (resource === `arn:${partition}:states:::lambda:invoke`) return 'invoke';
  if (resource === `arn:${partition}:states:::lambda:invoke.waitForTaskToken`) return 'token';
  if (resource.startsWith(`arn:${partition}:lambda:`) && /^arn:[^:]+:lambda:[^:]+:[^:]+:function:\S+$/.test(resource))
    return 'function';
  return undefined;
}
