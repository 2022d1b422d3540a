import type { Journal } from '../journal.ts';
import type { Machine } from './definition.ts';
import { ServiceError } from './errors.ts';
import type { Expressions } from './expressions.ts';
import { checkName } from './requests.ts';
import type { MachineRow, RevisionRow, Store } from './store.ts';
import { parseDefinition } from './validate.ts';

/** The role of machines that were put without one; no role is assumed here. */
const NO_ROLE = 'step-functions-local';

export interface Place {
  region: string;
  accountId: string;
  partition: string;
}

/** The state machines and their definitions, each read and checked once. */
export class Catalogue {
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #expressions: Expressions;
  readonly #place: Place;
  readonly #now: () => number;
  readonly #parsed = new Map<number, Machine>();

  constructor(store: Store, journal: Journal, expressions: Expressions, place: Place, now: () => number) {
    this.#store = store;
    this.#journal = journal;
    this.#expressions = expressions;
    this.#place = place;
    this.#now = now;
  }

  arnOf(name: string): string {
    const { partition, region, accountId } = this.#place;
    return `arn:${partition}:states:${region}:${accountId}:stateMachine:${name}`;
  }

  /** @throws ServiceError StateMachineDoesNotExist */
  get(arn: string): { machine: MachineRow; revision: RevisionRow } {
    const found = this.find(arn);
    if (found === undefined) throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return found;
  }

  find(arn: string): { machine: MachineRow; revision: RevisionRow } | undefined {
    const machine = this.#store.machine(arn);
    return machine && { machine, revision: this.#store.revision(machine.revision) };
  }

  /** Makes a machine, or gives it a new definition. @throws ServiceError InvalidDefinition */
  put(name: string, definition: string, role: string): RevisionRow {
    const parsed = this.#parse(definition);
    const machine = { arn: this.arnOf(name), name, definition, role, at: this.#now() };
    const revision = this.#journal.transaction(() => this.#store.putMachine(machine));
    this.#parsed.set(revision.id, parsed);
    return revision;
  }

  /** Makes a machine by name or ARN, or gives it this definition if that is another. */
  ensure(nameOrArn: string, definition: string, roleArn?: string): string {
    const name = checkName(nameOrArn.slice(nameOrArn.lastIndexOf(':') + 1));
    const arn = this.arnOf(name);
    const role = roleArn ?? `arn:${this.#place.partition}:iam::${this.#place.accountId}:role/${NO_ROLE}`;
    const current = this.find(arn)?.revision;
    if (current?.definition !== definition || current.role !== role) this.put(name, definition, role);
    return arn;
  }

  /** The definition of a revision, ready to run; it was checked when it was put. */
  parsed(revision: RevisionRow): Machine {
    let machine = this.#parsed.get(revision.id);
    if (machine === undefined) {
      machine = JSON.parse(revision.definition) as Machine;
      this.#parsed.set(revision.id, machine);
    }
    return machine;
  }

  #parse(definition: string): Machine {
    return parseDefinition(definition, this.#expressions, this.#place.partition);
  }
}
