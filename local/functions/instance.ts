import { Worker } from 'node:worker_threads';
import type { FunctionModel } from '../template/model.ts';
import type { FunctionError, Report, Start } from './messages.ts';
import { workerProgram } from './program.ts';

/** A function's answer: its result, or what it threw, as Lambda would say it. */
export type Outcome = { readonly payload: unknown } | { readonly error: FunctionError };

interface Pending {
  settle(outcome: Outcome): void;
  readonly timer: NodeJS.Timeout;
}

/** Lambda's limit for the payload of a synchronous answer, in bytes. */
export const LARGEST_PAYLOAD = 6_291_556;

/** One worker thread with one function's bundle. */
export class Instance {
  /** Resolves once the bundle is loaded, with the reason when it cannot be. */
  readonly ready: Promise<FunctionError | undefined>;
  /** Resolves when the thread has ended. */
  readonly gone: Promise<void>;
  readonly #model: FunctionModel;
  readonly #worker: Worker;
  readonly #log: (text: string) => void;
  readonly #pending = new Map<string, Pending>();
  #retired = false;
  #ended: FunctionError | undefined;

  constructor(model: FunctionModel, env: Record<string, string>, clock: SharedArrayBuffer, log: (text: string) => void) {
    this.#model = model;
    this.#log = log;
    const { folder, handler, name, arn, memorySize } = model;
    const start: Start = { folder, handler, clock, name, arn, memorySize };
    this.#worker = new Worker(workerProgram(), {
      workerData: start,
      env,
      // Nothing of the runtime's own flags, so that a function sees the same Node under every test runner.
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memorySize },
    });
    this.#worker.stdout.on('data', (text) => log(String(text)));
    this.#worker.stderr.on('data', (text) => log(String(text)));
    this.gone = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    this.ready = this.#listen();
  }

  /** No invocation may be sent here any more. */
  get closed(): boolean {
    return this.#retired || this.#ended !== undefined;
  }

  invoke(id: string, payload: string): Promise<Outcome> {
    if (this.#ended) return Promise.resolve({ error: this.#ended });
    const seconds = this.#model.timeoutSeconds;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#timeOut(id, seconds), seconds * 1000);
      this.#pending.set(id, { settle: resolve, timer });
      this.#worker.postMessage({ id, payload, timeoutMilliseconds: seconds * 1000 });
    });
  }

  async stop(): Promise<void> {
    this.#ended ??= { errorType: 'Runtime.ExitError', errorMessage: 'the local cloud has stopped' };
    await this.#worker.terminate();
  }

  #listen(): Promise<FunctionError | undefined> {
    return new Promise((resolve) => {
      this.#worker.on('message', (report: Report) => {
        if (report.kind === 'ready') resolve(undefined);
        else if (report.kind === 'unusable') this.#end(report.error, resolve);
        else if (report.kind === 'log') this.#log(report.text);
        else if (report.kind === 'failed') this.#settle(report.id, { error: report.error });
        else this.#settle(report.id, result(report.payload));
      });
      this.#worker.on('error', (error: Error & { code?: string }) => {
        const killed = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        this.#log(`${error.stack ?? error.message}\n`);
        this.#end(exit(killed ? 'signal: killed' : 'exit status 1', error), resolve);
      });
      this.#worker.on('exit', (code) => this.#end(exit(`exit status ${code}`), resolve));
    });
  }

  /** The others that run here may finish, each within its own time; new ones go to a fresh instance. */
  #timeOut(id: string, seconds: number): void {
    this.#retired = true;
    const errorMessage = `RequestId: ${id} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
    this.#log(`${errorMessage}\n`);
    this.#settle(id, { error: { errorType: 'Sandbox.Timedout', errorMessage } });
  }

  #settle(id: string, outcome: Outcome): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    pending.settle(outcome);
    if (this.#retired && this.#pending.size === 0) void this.#worker.terminate();
  }

  #end(error: FunctionError, unready: (error: FunctionError) => void): void {
    this.#ended ??= error;
    unready(this.#ended);
    for (const id of [...this.#pending.keys()]) this.#settle(id, { error: this.#ended });
  }
}

function result(payload: string): Outcome {
  if (Buffer.byteLength(payload) <= LARGEST_PAYLOAD) return { payload: JSON.parse(payload) };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LARGEST_PAYLOAD} bytes).`;
  return { error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
}

function exit(reason: string, cause?: Error): FunctionError {
  const trace = cause?.stack?.split('\n');
  return { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${reason}`, ...(trace && { trace }) };
}
