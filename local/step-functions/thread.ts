import type { Integration, Json } from './definition.ts';
import type { Failure } from './errors.ts';

/**
 * One line of an execution: the machine itself, a branch of a Parallel, or an iteration of a Map. Plain data, so that a restart
 * reads it and goes on.
 */
export interface Thread {
  readonly id: number;
  /** The thread whose Parallel or Map state made this one. */
  readonly parent?: number;
  /** Which branch, or which item. */
  readonly index: number;
  readonly item?: Item;
  state: string;
  input: Json;
  /** The variables of this scope; those of the outer scopes are the parents'. */
  variables: Record<string, Json>;
  entered: { event: number; at: number };
  /** The last event on this line. */
  last: number;
  /** Attempts made in this state, by retrier. */
  retries: number[];
  step: Step;
}

/** An item of a Map, as the context object shows it. */
export interface Item {
  index: number;
  value: Json;
}

/** What a thread does next, or waits for. A change of step is a new object, so that an outdated result is recognised. */
export type Step =
  | { at: 'entered' }
  | { at: 'waiting'; until: number }
  | { at: 'calling'; call: Call }
  | { at: 'joining'; join: Children }
  | { at: 'answered'; result: Json }
  | { at: 'failed'; failure: TaskFailure }
  | { at: 'retrying'; until: number }
  | { at: 'ended'; output?: Json };

export type TaskFailure = Failure & { heartbeat?: boolean };

/** A function that was called, until its answer, or its token's, is there. */
export interface Call {
  integration: Integration;
  functionName: string;
  payload: Json;
  token?: string;
  timeoutAt?: number;
  heartbeat?: { every: number; by: number };
  /** The function has returned; only the token is waited for. */
  submitted?: boolean;
}

/** The children that a Parallel or a Map waits for. */
export interface Children {
  total: number;
  inputs: Json[];
  /** The items themselves where a selector made the inputs from them. */
  items?: Json[];
  limit: number;
  tolerated?: number;
}
