import type { Json } from './definition.ts';
import type { Failure } from './errors.ts';
import type { Execution } from './execution.ts';
import { events } from './history.ts';
import type { Children, Thread } from './thread.ts';

/**
 * The children of one Parallel or Map state: how many have begun, how many still run, what came out. Kept in memory beside the
 * threads, and counted again from them after a restart, so that no step looks at all siblings.
 */
export class Join {
  readonly #execution: Execution;
  readonly #parent: Thread;
  readonly #children: Children;
  readonly #outputs = new Map<number, Json>();
  #begun = 0;
  #open = 0;
  #failed = 0;

  constructor(execution: Execution, parent: Thread) {
    if (parent.step.at !== 'joining') throw new Error(`thread ${parent.id} does not wait for children`);
    this.#execution = execution;
    this.#parent = parent;
    this.#children = parent.step.join;
    for (const child of execution.childrenOf(parent)) {
      this.#begun = Math.max(this.#begun, child.index + 1);
      if (child.step.at !== 'ended') this.#open++;
      else if (child.step.output === undefined) this.#failed++;
      else this.#outputs.set(child.index, child.step.output);
    }
  }

  /** Begins as many children as may run at once; when all have ended, the state has its result. */
  goOn(): void {
    const { total, inputs, items, limit } = this.#children;
    while (this.#begun < total && this.#open < limit) {
      const index = this.#begun++;
      this.#open++;
      const value = (items ?? inputs)[index]!;
      const child = this.#execution.spawn(this.#parent, index, this.#isMap ? { index, value } : undefined);
      if (this.#isMap) this.#execution.event(child, events.iteration('Started', this.#parent.state, index));
      this.#execution.enter(child, this.#execution.startOf(child), inputs[index]!);
    }
    if (this.#open > 0) return;
    const result = [...this.#outputs].sort(([a], [b]) => a - b).map(([, output]) => output);
    this.#execution.event(this.#parent, [`${this.#isMap ? 'Map' : 'Parallel'}StateSucceeded`]);
    this.#execution.removeChildren(this.#parent);
    this.#execution.step(this.#parent, { at: 'answered', result });
  }

  /** A child has come to its end. */
  ended(child: Thread, output: Json): void {
    if (this.#isMap) this.#execution.event(child, events.iteration('Succeeded', this.#parent.state, child.index));
    this.#outputs.set(child.index, output);
    this.#close(child, output);
    this.goOn();
  }

  /** A child has failed: so has the state, unless the Map tolerates it. */
  failed(child: Thread, failure: Failure): void {
    if (this.#isMap) this.#execution.event(child, events.iteration('Failed', this.#parent.state, child.index));
    const { tolerated } = this.#children;
    if (tolerated !== undefined && ++this.#failed <= tolerated) {
      this.#close(child);
      this.goOn();
      return;
    }
    const last = child.last;
    // The service notes the failed task of a branch as aborted, too; a failed iteration has its own event.
    if (this.#isMap) child.step = { at: 'ended' };
    for (const sibling of this.#execution.childrenOf(this.#parent)) this.#execution.abort(sibling);
    this.#parent.last = last;
    this.#execution.removeChildren(this.#parent);
    const exceeded = {
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    };
    this.#execution.step(this.#parent, { at: 'failed', failure: tolerated === undefined ? failure : exceeded });
  }

  get #isMap(): boolean {
    return this.#execution.stateOf(this.#parent).Type === 'Map';
  }

  #close(child: Thread, output?: Json): void {
    this.#open--;
    this.#parent.last = child.last;
    // Only the outcome is still of use; what the child knew is dropped.
    child.input = null;
    child.variables = {};
    this.#execution.step(child, { at: 'ended', ...(output !== undefined && { output }) });
  }
}

/** Begins the children of a state. */
export function fork(execution: Execution, thread: Thread, join: Children): void {
  execution.step(thread, { at: 'joining', join });
  execution.joinOf(thread).goOn();
}
