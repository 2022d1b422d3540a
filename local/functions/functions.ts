import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import type { FunctionModel } from '../template/model.ts';
import { Instance, LARGEST_PAYLOAD, type Outcome } from './instance.ts';
import { Logs } from './logs.ts';

export interface FunctionsOptions {
  readonly models: readonly FunctionModel[];
  readonly clock: VirtualClock;
  readonly activity: Activity;
  /** The variables that Lambda itself gives to a function; the template's come on top. */
  readonly environment: (model: FunctionModel) => Record<string, string>;
  readonly logs?: Logs;
}

/** A bundle could not be loaded; the sentence names the function and the reason. */
export class FunctionUnusable extends Error {
  override name = 'FunctionUnusable';
}

/** All functions of the cloud, each in a worker of its own, replaced when it ends or has timed out. */
export class Functions {
  readonly logs: Logs;
  readonly #options: FunctionsOptions;
  readonly #models = new Map<string, FunctionModel>();
  readonly #instances = new Map<string, Instance>();
  readonly #all = new Set<Instance>();
  #stopped = false;

  constructor(options: FunctionsOptions) {
    this.#options = options;
    this.logs = options.logs ?? new Logs();
    for (const model of options.models) {
      this.#models.set(model.name, model);
      this.#models.set(model.arn, model);
    }
  }

  /**
   * Loads every bundle, side by side.
   * @throws FunctionUnusable
   */
  async start(): Promise<void> {
    const loads = this.#options.models.map(async (model) => {
      const error = await this.#instance(model).ready;
      if (error) throw new FunctionUnusable(`the function ${model.name} cannot be loaded: ${error.errorMessage}`);
    });
    await Promise.all(loads);
  }

  model(nameOrArn: string): FunctionModel | undefined {
    return this.#models.get(nameOrArn) ?? this.#models.get(nameOrArn.replace(/:\$LATEST$/, ''));
  }

  /** Invokes a function and waits for its answer. The payload arrives as JSON would carry it. */
  async invoke(nameOrArn: string, payload: unknown): Promise<Outcome> {
    const model = this.model(nameOrArn);
    if (!model) return failure('ResourceNotFoundException', `Function not found: ${nameOrArn}`);
    if (this.#stopped) return failure('ServiceException', 'the local cloud has stopped');
    const json = JSON.stringify(payload) ?? 'null';
    if (Buffer.byteLength(json) > LARGEST_PAYLOAD)
      return failure('RequestTooLargeException', 'Request must be smaller than 6 MB');
    return this.#options.activity.run(`function ${model.name}`, async () => {
      const instance = this.#instance(model);
      const unusable = await instance.ready;
      return unusable ? { error: unusable } : instance.invoke(randomUUID(), json);
    });
  }

  /** Ends all workers, also in the middle of an invocation. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#all].map((instance) => instance.stop()));
  }

  #instance(model: FunctionModel): Instance {
    const present = this.#instances.get(model.name);
    if (present && !present.closed) return present;
    const { clock, environment } = this.#options;
    const own = { TZ: 'UTC', ...environment(model), ...model.environment };
    const fresh = new Instance(model, own, clock.shared, (text) => this.logs.add(model.name, text));
    this.#instances.set(model.name, fresh);
    this.#all.add(fresh);
    void fresh.gone.then(() => this.#all.delete(fresh));
    return fresh;
  }
}

function failure(errorType: string, errorMessage: string): Outcome {
  return { error: { errorType, errorMessage } };
}
