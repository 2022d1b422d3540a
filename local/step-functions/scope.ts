import type { Assignments, Json, State } from './definition.ts';
import { StateFailure } from './errors.ts';
import type { Execution } from './execution.ts';
import { type Expressions, wrongType } from './expressions.ts';
import { fits, limits } from './limits.ts';
import type { Item, TaskFailure, Thread } from './thread.ts';

/** What is written in one transaction once everything that it needs has been evaluated. */
export type Change = () => void;

/** What is added to `$states` for some fields only. */
export interface Extra {
  result?: Json;
  errorOutput?: Json;
  token?: string;
  item?: Item;
}

/** The surroundings of one step of a thread: what its expressions see, and how its state is left. */
export class Scope {
  readonly execution: Execution;
  readonly thread: Thread;
  readonly state: State;
  readonly now: number;
  readonly #expressions: Expressions;
  readonly #variables: Record<string, Json>;

  constructor(execution: Execution, thread: Thread, expressions: Expressions, now: number) {
    this.execution = execution;
    this.thread = thread;
    this.state = execution.stateOf(thread);
    this.now = now;
    this.#expressions = expressions;
    this.#variables = variablesOf(execution, thread);
  }

  get input(): Json {
    return this.thread.input;
  }

  /** Fills a template with what this state sees. @throws EvaluationError, StateFailure */
  async fill(template: Json, location: string, extra: Extra = {}): Promise<Json> {
    const { result, errorOutput } = extra;
    const states = {
      input: this.input,
      context: this.#context(extra),
      ...(result !== undefined && { result }),
      ...(errorOutput !== undefined && { errorOutput }),
    };
    const value = await this.#expressions.fill(template, location, { ...this.#variables, states });
    if (!fits(JSON.stringify(value))) throw this.tooLarge();
    return value;
  }

  /** A whole number that may be given by an expression. */
  async integer(template: Json, location: string, least: number): Promise<number> {
    const value = await this.fill(template, location);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > limits.seconds) {
      throw wrongType(template, location, `integer of ${least} to ${limits.seconds}`, value);
    }
    return value;
  }

  /**
   * Leaves the state by `way`: its Assign and Output are evaluated with the variables as they were on entry, and take effect
   * together.
   * @param otherwise the output where the way has none
   */
  async leave(
    way: { Assign?: Assignments; Output?: Json; Next?: string },
    otherwise: Json,
    extra: Extra = {},
    path = '',
  ): Promise<Change> {
    const assigned = way.Assign && ((await this.fill(way.Assign, `${path}Assign`, extra)) as Record<string, Json>);
    const output = way.Output === undefined ? otherwise : await this.fill(way.Output, `${path}Output`, extra);
    if (!fits(JSON.stringify(output))) throw this.tooLarge();
    return () => this.execution.exit(this.thread, output, assigned, way.Next);
  }

  tooLarge(): StateFailure {
    const what = `The state/task '${this.thread.state}' returned a result with a size exceeding the maximum number of bytes service limit.`;
    return new StateFailure('States.DataLimitExceeded', what);
  }

  /** A sentence about this state, as the service begins it. */
  sentence(message: string): string {
    const { state, entered } = this.thread;
    return `An error occurred while executing the state '${state}' (entered at the event id #${entered.event}). ${message}`;
  }

  #context({ token, item = itemOf(this.execution, this.thread) }: Extra): Json {
    const { row, role, input } = this.execution;
    const { thread } = this;
    const machine = row.machine.slice(row.machine.lastIndexOf(':') + 1);
    return {
      Execution: {
        Id: row.arn,
        Input: input,
        Name: row.name,
        RoleArn: role,
        StartTime: new Date(row.started).toISOString(),
        RedriveCount: 0,
      },
      State: {
        EnteredTime: new Date(thread.entered.at).toISOString(),
        Name: thread.state,
        RetryCount: thread.retries.reduce((sum, count) => sum + (count ?? 0), 0),
      },
      StateMachine: { Id: row.machine, Name: machine },
      ...(token !== undefined && { Task: { Token: token } }),
      ...(item !== undefined && { Map: { Item: { Index: item.index, Value: item.value } } }),
    };
  }
}

/** What a Catch, and the next state, is told of a failure. */
export function errorOutput(failure: TaskFailure): Json {
  return { Error: failure.error ?? '', Cause: failure.cause ?? '' };
}

function variablesOf(execution: Execution, thread: Thread): Record<string, Json> {
  const parent = execution.parentOf(thread);
  return parent === undefined ? thread.variables : { ...variablesOf(execution, parent), ...thread.variables };
}

function itemOf(execution: Execution, thread: Thread): Item | undefined {
  const parent = execution.parentOf(thread);
  return thread.item ?? (parent && itemOf(execution, parent));
}
