import type { Activity } from '../activity.ts';
import type { Timer, VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { type Failure, HistoryFull } from './errors.ts';
import type { Execution } from './execution.ts';
import type { Expressions } from './expressions.ts';
import { type Change, Scope } from './scope.ts';
import { type Answer, returned, type TaskEnvironment, timedOut } from './states/task.ts';
import { nextStep } from './steps.ts';
import type { Call, Step, Thread } from './thread.ts';

export type Invoke = (functionArn: string, payload: unknown, roleArn: string) => Promise<Answer>;

/** What runs for a thread beside the journal: its timers and its token, for as long as its step lasts. */
interface Held {
  step: Step;
  timers: Map<string, Timer>;
}

/** An execution and what runs for it. */
interface Running {
  execution: Execution;
  ready: Thread[];
  driving: boolean;
  held: Map<Thread, Held>;
  timeout?: Timer;
}

export interface InterpreterOptions {
  journal: Journal;
  clock: VirtualClock;
  activity: Activity;
  expressions: Expressions;
  environment: TaskEnvironment;
  invoke: Invoke;
}

/**
 * Moves executions on. Every change is one transaction: events and rows first, then what they call for (a function, a timer, the
 * next step). The steps of one execution follow each other; executions run side by side.
 */
export class Interpreter {
  readonly #options: InterpreterOptions;
  readonly #running = new Map<string, Running>();
  readonly #tokens = new Map<string, { execution: Execution; thread: Thread }>();
  #stopped = false;

  constructor(options: InterpreterOptions) {
    this.#options = options;
  }

  /** Nothing moves any more: it was told to stop, or the journal could not be written. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes an execution in as the journal has it. Its tokens can be answered at once; `resume` sets it going. */
  adopt(execution: Execution): void {
    this.#running.set(execution.row.arn, { execution, ready: [], driving: false, held: new Map() });
    for (const thread of execution.threads.values()) this.#registerToken(execution, thread);
  }

  /** Arms all timers and calls all functions that the adopted executions wait for. */
  resume(): void {
    for (const running of this.#running.values()) {
      this.#armTimeout(running);
      for (const thread of running.execution.threads.values()) this.#arm(running, thread);
    }
  }

  start(execution: Execution): void {
    this.adopt(execution);
    this.commit(execution, () => execution.begin());
    const running = this.#running.get(execution.row.arn);
    if (running !== undefined) this.#armTimeout(running);
  }

  find(arn: string): Execution | undefined {
    return this.#running.get(arn)?.execution;
  }

  /** The call that waits for this token. */
  waitingFor(token: string): { execution: Execution; thread: Thread; call: Call } | undefined {
    const task = this.#tokens.get(token);
    if (task?.thread.step.at !== 'calling' || task.execution.closed) return undefined;
    return { ...task, call: task.thread.step.call };
  }

  /** Writes a change in one transaction, then does what it calls for. */
  commit(execution: Execution, change: Change): void {
    const running = this.#running.get(execution.row.arn);
    if (this.#stopped || running === undefined) throw new Error(`${execution.row.arn} does not run here`);
    let changed: { touched: Thread[]; removed: Thread[] };
    try {
      changed = this.#options.journal.transaction(() => {
        try {
          change();
        } catch (error) {
          if (!(error instanceof HistoryFull)) throw error;
          const cause = 'The execution reached the maximum number of history events (25000).';
          execution.close('FAILED', { error: 'States.Runtime', cause });
        }
        return execution.flush();
      });
    } catch (error) {
      // What is in memory is now ahead of the journal: only a restart, which reads the journal, may go on.
      this.stop();
      throw error;
    }
    if (execution.closed) this.#release(running);
    else {
      for (const thread of changed.removed) this.#disarm(running, thread);
      for (const thread of changed.touched) this.#arm(running, thread);
    }
  }

  /** Aborts an execution if it runs. */
  abort(arn: string, reason: Failure): void {
    const execution = this.find(arn);
    if (execution !== undefined) this.#end(execution, 'ABORTED', reason);
  }

  /** A sign of life of a token's holder. */
  heartbeat(execution: Execution, thread: Thread, call: Call): void {
    if (call.heartbeat === undefined) return;
    call.heartbeat.by = this.#options.clock.now() + call.heartbeat.every;
    this.commit(execution, () => execution.touch(thread));
    const running = this.#running.get(execution.row.arn)!;
    this.#armHeartbeat(running, thread, running.held.get(thread)!, call);
  }

  /** Ends all timers; what still runs finds nobody to report to. */
  stop(): void {
    this.#stopped = true;
    for (const running of [...this.#running.values()]) this.#release(running);
  }

  #arm(running: Running, thread: Thread): void {
    const { step } = thread;
    if (running.held.get(thread)?.step === step) return;
    this.#disarm(running, thread);
    if (step.at === 'ended') return;
    const held: Held = { step, timers: new Map() };
    running.held.set(thread, held);
    const label = `${running.execution.row.name}: ${thread.state}`;
    if (step.at === 'entered' || step.at === 'answered' || step.at === 'failed') this.#ready(running, thread);
    else if (step.at === 'waiting' || step.at === 'retrying') {
      held.timers.set(
        'due',
        this.#options.clock.at(step.until, label, () => this.#ready(running, thread)),
      );
    } else if (step.at === 'calling') {
      this.#registerToken(running.execution, thread);
      this.#armTimeLimits(running, thread, held, step.call);
      if (!step.call.submitted) this.#call(running, thread, step, step.call);
    }
  }

  #armTimeLimits(running: Running, thread: Thread, held: Held, call: Call): void {
    if (call.timeoutAt !== undefined) {
      const expire = () => this.#expire(running, thread, held, call, false);
      held.timers.set('timeout', this.#options.clock.at(call.timeoutAt, `time-out of ${thread.state}`, expire));
    }
    this.#armHeartbeat(running, thread, held, call);
  }

  #armHeartbeat(running: Running, thread: Thread, held: Held, call: Call): void {
    if (call.heartbeat === undefined) return;
    held.timers.get('heartbeat')?.cancel();
    const expire = () => this.#expire(running, thread, held, call, true);
    held.timers.set('heartbeat', this.#options.clock.at(call.heartbeat.by, `heartbeat of ${thread.state}`, expire));
  }

  #expire(running: Running, thread: Thread, held: Held, call: Call, heartbeat: boolean): void {
    if (!this.#current(running, thread, held.step)) return;
    this.commit(running.execution, () => timedOut(running.execution, thread, call, heartbeat));
  }

  #armTimeout(running: Running): void {
    const { execution } = running;
    const due = execution.timeoutAt;
    if (due === undefined || execution.closed || running.timeout !== undefined) return;
    running.timeout = this.#options.clock.at(due, `time-out of ${execution.row.name}`, () => {
      if (!execution.closed && !this.#stopped) this.#end(execution, 'TIMED_OUT', {});
    });
  }

  #end(execution: Execution, status: 'ABORTED' | 'TIMED_OUT', reason: Failure): void {
    this.commit(execution, () => {
      execution.abort(execution.threads.get(0)!);
      execution.close(status, reason);
    });
  }

  #call(running: Running, thread: Thread, step: Step, call: Call): void {
    void this.#options.activity.run(`${running.execution.row.name}: ${call.functionName}`, async () => {
      const answer = await this.#options.invoke(call.functionName, call.payload, running.execution.role).catch(unreachable);
      if (this.#current(running, thread, step)) {
        this.commit(running.execution, () => returned(running.execution, thread, call, answer));
      }
    });
  }

  #ready(running: Running, thread: Thread): void {
    running.ready.push(thread);
    if (running.driving || this.#stopped) return;
    running.driving = true;
    void this.#options.activity.run(running.execution.row.name, () => this.#drive(running));
  }

  async #drive(running: Running): Promise<void> {
    const { execution, ready } = running;
    try {
      for (let thread = ready.shift(); thread !== undefined; thread = ready.shift()) {
        const { step } = thread;
        if (!this.#current(running, thread, step)) continue;
        const scope = new Scope(execution, thread, this.#options.expressions, this.#options.clock.now());
        const change = await nextStep(scope, this.#options.environment);
        if (this.#current(running, thread, step)) this.commit(execution, change);
      }
    } finally {
      running.driving = false;
    }
  }

  /** Whether this step is still what the thread is at; if not, whatever was found out about it comes too late. */
  #current(running: Running, thread: Thread, step: Step): boolean {
    const { execution } = running;
    return !this.#stopped && !execution.closed && execution.threads.get(thread.id) === thread && thread.step === step;
  }

  #registerToken(execution: Execution, thread: Thread): void {
    const token = thread.step.at === 'calling' ? thread.step.call.token : undefined;
    if (token !== undefined) this.#tokens.set(token, { execution, thread });
  }

  #disarm(running: Running, thread: Thread): void {
    const held = running.held.get(thread);
    if (held === undefined) return;
    for (const timer of held.timers.values()) timer.cancel();
    if (held.step.at === 'calling' && held.step.call.token !== undefined) this.#tokens.delete(held.step.call.token);
    running.held.delete(thread);
  }

  #release(running: Running): void {
    for (const thread of [...running.held.keys()]) this.#disarm(running, thread);
    running.timeout?.cancel();
    running.ready.length = 0;
    this.#running.delete(running.execution.row.arn);
  }
}

function unreachable(error: unknown): Answer {
  return { error: { errorType: 'Lambda.Unknown', errorMessage: error instanceof Error ? error.message : String(error) } };
}
