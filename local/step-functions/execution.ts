import type { Json, Machine, State } from './definition.ts';
import { type Failure, HistoryFull } from './errors.ts';
import { events, type HistoryEvent } from './history.ts';
import { Join } from './join.ts';
import { limits } from './limits.ts';
import type { ExecutionRow, Status, Store } from './store.ts';
import type { Item, Step, Thread } from './thread.ts';

/** What an execution needs of its surroundings. */
export interface Surroundings {
  readonly store: Store;
  now(): number;
  /** Tells of a change of status, within the transaction that makes it. */
  announce(row: ExecutionRow): void;
  /** Tells of a state transition, within the transaction that makes it. */
  transition(row: ExecutionRow): void;
}

/**
 * A running execution: its threads in memory, exactly as they are in the journal. All methods that change something are called
 * within one transaction, and `flush` writes the rows at its end.
 */
export class Execution {
  readonly row: ExecutionRow;
  readonly role: string;
  readonly machine: Machine;
  readonly input: Json;
  readonly threads = new Map<number, Thread>();
  readonly #around: Surroundings;
  readonly #joins = new Map<number, Join>();
  readonly #touched = new Set<Thread>();
  readonly #removed = new Set<Thread>();
  #events: number;
  #nextThread = 1;
  #rowChanged = false;

  constructor(row: ExecutionRow, machine: Machine, role: string, around: Surroundings, threads: Thread[] = []) {
    this.row = row;
    this.machine = machine;
    this.input = JSON.parse(row.input) as Json;
    this.role = role;
    this.#around = around;
    for (const thread of threads) {
      this.threads.set(thread.id, thread);
      this.#nextThread = Math.max(this.#nextThread, thread.id + 1);
    }
    this.#events = threads.length === 0 ? 0 : around.store.lastEvent(row.id);
  }

  get closed(): boolean {
    return this.row.status !== 'RUNNING';
  }

  /** The instant at which the whole execution times out. */
  get timeoutAt(): number | undefined {
    const seconds = this.machine.TimeoutSeconds;
    return seconds === undefined ? undefined : this.row.started + seconds * 1000;
  }

  /** Writes the execution's first row and events. */
  begin(): void {
    this.row.id = this.#around.store.addExecution(this.row);
    this.#around.announce(this.row);
    const root = this.#newThread({ index: 0, last: 0 });
    // The first state's event hangs on the beginning of the history, not on the start of the execution.
    this.#append(0, events.started(this.row.input, this.role));
    this.enter(root, this.machine.StartAt, this.input);
  }

  stateOf(thread: Thread): State {
    return this.#machineOf(thread).States[thread.state]!;
  }

  parentOf(thread: Thread): Thread | undefined {
    return thread.parent === undefined ? undefined : this.threads.get(thread.parent);
  }

  /** Adds an event to the history, on this thread's line. */
  event(thread: Thread, event: HistoryEvent): void {
    if (this.#events >= limits.events - 1) throw new HistoryFull();
    thread.last = this.#append(thread.last, event);
  }

  /** Goes to a state. */
  enter(thread: Thread, name: string, input: Json): void {
    thread.state = name;
    thread.input = input;
    thread.retries = [];
    this.event(thread, events.entered(this.stateOf(thread).Type, name, JSON.stringify(input)));
    thread.entered = { event: thread.last, at: this.#around.now() };
    this.countTransition();
    this.step(thread, { at: 'entered' });
  }

  /** Leaves the state for the next, or ends the thread. */
  exit(thread: Thread, output: Json, assigned: Record<string, Json> | undefined, next: string | undefined): void {
    this.event(thread, events.exited(this.stateOf(thread).Type, thread.state, JSON.stringify(output), assigned));
    if (assigned !== undefined) thread.variables = { ...thread.variables, ...assigned };
    if (next !== undefined) this.enter(thread, next, output);
    else if (thread.parent === undefined) this.close('SUCCEEDED', { output: JSON.stringify(output) }, thread);
    else this.joinOf(this.parentOf(thread)!).ended(thread, output);
  }

  /** Ends the thread by a failure that nothing in it catches. */
  fail(thread: Thread, failure: Failure): void {
    if (thread.parent === undefined) this.close('FAILED', failure, thread);
    else this.joinOf(this.parentOf(thread)!).failed(thread, failure);
  }

  step(thread: Thread, step: Step): void {
    thread.step = step;
    this.touch(thread);
  }

  /** Marks a thread to be written at the end of the transaction. */
  touch(thread: Thread): void {
    this.#touched.add(thread);
  }

  countTransition(): void {
    this.row.transitions++;
    this.#around.transition(this.row);
    this.#rowChanged = true;
  }

  /** The bookkeeping of a Parallel or Map that waits for its children. */
  joinOf(parent: Thread): Join {
    let join = this.#joins.get(parent.id);
    if (join === undefined) {
      join = new Join(this, parent);
      this.#joins.set(parent.id, join);
    }
    return join;
  }

  childrenOf(parent: Thread): Thread[] {
    return [...this.threads.values()].filter((thread) => thread.parent === parent.id);
  }

  /** A new child of a Parallel or Map; it has yet to enter its first state. */
  spawn(parent: Thread, index: number, item?: Item): Thread {
    return this.#newThread({ parent: parent.id, index, last: parent.last, ...(item && { item }) });
  }

  /** The name of the state in which this thread begins. */
  startOf(thread: Thread): string {
    return this.#machineOf(thread).StartAt;
  }

  /** Writes into the history what the thread, and all below it, was in the middle of. */
  abort(thread: Thread): void {
    if (thread.step.at === 'ended') return;
    for (const child of this.childrenOf(thread)) this.abort(child);
    const event = events.aborted(this.stateOf(thread).Type);
    if (event !== undefined) this.event(thread, event);
    if (thread.item !== undefined) this.event(thread, events.iteration('Aborted', this.parentOf(thread)!.state, thread.index));
  }

  /** Takes away the threads below this one. */
  removeChildren(parent: Thread): void {
    for (const child of this.childrenOf(parent)) {
      if (child.step.at === 'joining') this.removeChildren(child);
      this.threads.delete(child.id);
      this.#touched.delete(child);
      this.#removed.add(child);
    }
    this.#joins.delete(parent.id);
  }

  /** Ends the execution. */
  close(status: Exclude<Status, 'RUNNING'>, end: Failure & { output?: string }, thread?: Thread): void {
    const { output, ...failure } = end;
    this.#append(
      thread?.last ?? this.#events,
      status === 'SUCCEEDED' ? events.succeeded(output!) : events.closed(status, failure),
    );
    const { error = null, cause = null } = failure;
    Object.assign(this.row, { status, output: output ?? null, error, cause, stopped: this.#around.now() });
    this.threads.clear();
    this.#touched.clear();
    this.#rowChanged = true;
    this.#around.announce(this.row);
  }

  /** Writes what has changed. Returns the threads whose step may have changed, and those that are no more. */
  flush(): { touched: Thread[]; removed: Thread[] } {
    const { store } = this.#around;
    const touched = [...this.#touched];
    const removed = [...this.#removed];
    if (this.#rowChanged) store.saveExecution(this.row);
    if (this.closed) store.deleteThreads(this.row.id);
    else {
      for (const thread of removed) store.deleteThread(this.row.id, thread.id);
      for (const thread of touched) store.saveThread(this.row.id, thread);
    }
    this.#touched.clear();
    this.#removed.clear();
    this.#rowChanged = false;
    return { touched, removed };
  }

  #machineOf(thread: Thread): Machine {
    const parent = this.parentOf(thread);
    if (parent === undefined) return this.machine;
    const state = this.stateOf(parent);
    return state.Type === 'Map' ? state.ItemProcessor : (state as { Branches: Machine[] }).Branches[thread.index]!;
  }

  #newThread(fields: Pick<Thread, 'parent' | 'index' | 'item' | 'last'>): Thread {
    const id = fields.parent === undefined ? 0 : this.#nextThread++;
    const thread: Thread = {
      id,
      ...fields,
      state: '',
      input: null,
      variables: {},
      entered: { event: 0, at: 0 },
      retries: [],
      step: { at: 'entered' },
    };
    this.threads.set(id, thread);
    return thread;
  }

  #append(previous: number, [type, details]: HistoryEvent): number {
    const id = ++this.#events;
    const at = this.#around.now();
    this.#around.store.addEvent(this.row.id, { id, previous, at, type, details: details ? JSON.stringify(details) : null });
    return id;
  }
}
