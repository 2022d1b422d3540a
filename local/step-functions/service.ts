import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Action } from './actions/action.ts';
import { executionActions } from './actions/executions.ts';
import { machineActions } from './actions/machines.ts';
import { taskActions } from './actions/tasks.ts';
import { Catalogue } from './catalogue.ts';
import { ServiceError } from './errors.ts';
import { type StatusChange, statusChange } from './event.ts';
import { Execution, type Surroundings } from './execution.ts';
import { Expressions } from './expressions.ts';
import { Interpreter, type Invoke } from './interpreter.ts';
import { Request } from './requests.ts';
import { type ExecutionRow, Store } from './store.ts';
import type { Thread } from './thread.ts';
import { Tokens } from './tokens.ts';

export interface StepFunctionsOptions {
  journal: Journal;
  clock: VirtualClock;
  activity: Activity;
  region: string;
  accountId: string;
  partition: string;
  /**
   * Runs a function by ARN or name, with the role of the machine; resolves with its JSON result, or with the error as Lambda reports
   * it. Faults on the way, too.
   */
  invoke: Invoke;
  /**
   * Puts a change of an execution's status on the bus. Called within the transaction that makes the change: the event must be
   * stored in the same journal before this returns, so that a kill loses neither or both.
   */
  emit(event: StatusChange): void;
  /** Told of each state transition (a StateEntered event, or a retry) as it is written, for counters. */
  onTransition?(executionArn: string): void;
}

/** The Step Functions service: its protocol's actions, on the journal and the interpreter. */
export class StepFunctions {
  readonly #store: Store;
  readonly #catalogue: Catalogue;
  readonly #interpreter: Interpreter;
  readonly #around: Surroundings;
  readonly #actions: Record<string, Action>;

  constructor(options: StepFunctionsOptions) {
    const { journal, clock, activity, invoke, region, accountId, partition } = options;
    const now = () => clock.now();
    const expressions = new Expressions(now);
    const tokens = new Tokens(journal);
    this.#store = new Store(journal.db);
    this.#catalogue = new Catalogue(this.#store, journal, expressions, { region, accountId, partition }, now);
    const environment = { region, partition, newToken: () => tokens.make() };
    this.#interpreter = new Interpreter({ journal, clock, activity, expressions, environment, invoke });
    this.#around = {
      store: this.#store,
      now,
      announce: (row) => options.emit(statusChange(row, now())),
      transition: (row) => options.onTransition?.(row.arn),
    };
    this.#actions = {
      ...machineActions(this.#catalogue, this.#store),
      ...executionActions({
        catalogue: this.#catalogue,
        store: this.#store,
        now,
        row: (arn) => this.#row(arn),
        start: (row) => this.#interpreter.start(this.#execution(row)),
        abort: (arn, reason) => this.#interpreter.abort(arn, reason),
      }),
      ...taskActions(this.#interpreter, tokens),
    };
    for (const row of this.#store.running()) this.#interpreter.adopt(this.#execution(row, this.#store.threads(row.id)));
  }

  /** After a restart: arms the timers, and calls the functions again that were under way. Once, when functions can be called. */
  resume(): void {
    this.#interpreter.resume();
  }

  /** Ends all timers. Answers of functions that still run are dropped, as if the process had ended. */
  stop(): void {
    this.#interpreter.stop();
  }

  /**
   * Makes a state machine, or gives it a new definition; running executions keep the one they began with.
   * @param nameOrArn the machine's name, or its ARN
   * @returns its ARN
   * @throws ServiceError InvalidDefinition, InvalidName
   */
  putStateMachine(nameOrArn: string, definition: string, roleArn?: string): string {
    return this.#catalogue.ensure(nameOrArn, definition, roleArn);
  }

  /** State transitions of an execution so far: StateEntered events plus retries. */
  transitions(executionArn: string): number {
    return this.#row(executionArn).transitions;
  }

  /**
   * Does one action of the service's protocol.
   * @param action its name, such as StartExecution
   * @throws ServiceError
   */
  call(action: string, body: unknown): unknown {
    const act = Object.hasOwn(this.#actions, action) ? this.#actions[action] : undefined;
    if (act === undefined) throw new ServiceError('UnknownOperationException', `Step Functions here has no action ${action}`);
    if (this.#interpreter.stopped) throw new ServiceError('ServiceUnavailable', 'Step Functions here has stopped', 503);
    return act(new Request(body));
  }

  #execution(row: ExecutionRow, threads?: Thread[]): Execution {
    const revision = this.#store.revision(row.revision);
    return new Execution(row, this.#catalogue.parsed(revision), revision.role, this.#around, threads);
  }

  #row(arn: string): ExecutionRow {
    const row = this.#interpreter.find(arn)?.row ?? this.#store.execution(arn);
    if (row === undefined) throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return row;
  }
}
