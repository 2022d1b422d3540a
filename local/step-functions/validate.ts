import { type Catcher, integrationOf, type Machine, type Retrier, type State } from './definition.ts';
import { ServiceError } from './errors.ts';
import { type Expressions, expressionsIn } from './expressions.ts';
import { limits } from './limits.ts';

const COMMON = ['Type', 'Comment', 'QueryLanguage'];
const OUTGOING = [...COMMON, 'Next', 'End', 'Assign', 'Output'];
const RECOVERABLE = [...OUTGOING, 'Retry', 'Catch'];

/** The fields that a state of each type may have. */
const FIELDS: Record<State['Type'], string[]> = {
  Pass: OUTGOING,
  Task: [...RECOVERABLE, 'Resource', 'Arguments', 'TimeoutSeconds', 'HeartbeatSeconds'],
  Choice: [...COMMON, 'Choices', 'Default', 'Assign', 'Output'],
  Wait: [...OUTGOING, 'Seconds', 'Timestamp'],
  Parallel: [...RECOVERABLE, 'Arguments', 'Branches'],
  Map: [
    ...RECOVERABLE,
    'Items',
    'ItemSelector',
    'ItemProcessor',
    'MaxConcurrency',
    'ToleratedFailureCount',
    'ToleratedFailurePercentage',
  ],
  Succeed: [...COMMON, 'Output'],
  Fail: [...COMMON, 'Error', 'Cause'],
};

/** A Unicode identifier. */
const VARIABLE = /^[\p{ID_Start}_]\p{ID_Continue}{0,79}$/u;

const INVOKE_ARGUMENTS = new Set(['FunctionName', 'Payload']);

/**
 * Reads a definition, and refuses whatever would not run here exactly as it is meant.
 * @throws ServiceError InvalidDefinition, with one sentence
 */
export function parseDefinition(definition: string, expressions: Expressions, partition: string): Machine {
  let machine: Machine;
  try {
    machine = JSON.parse(definition) as Machine;
  } catch {
    throw invalid('The definition is not JSON');
  }
  if (machine === null || typeof machine !== 'object') throw invalid('The definition is not an object');
  const { TimeoutSeconds: timeout } = machine;
  if (timeout !== undefined && !(Number.isInteger(timeout) && timeout > 0))
    throw invalid('TimeoutSeconds must be a positive integer');
  new Check(machine.QueryLanguage ?? 'JSONPath', expressions, partition).machine(machine, '');
  return machine;
}

class Check {
  readonly #language: string;
  readonly #expressions: Expressions;
  readonly #partition: string;
  readonly #names = new Set<string>();

  constructor(language: string, expressions: Expressions, partition: string) {
    this.#language = language;
    this.#expressions = expressions;
    this.#partition = partition;
  }

  machine(machine: Machine, where: string): void {
    const states = machine?.States;
    if (states === null || typeof states !== 'object' || Object.keys(states).length === 0)
      throw invalid(`${where}States is missing`);
    if (!Object.hasOwn(states, machine.StartAt)) throw invalid(`${where}StartAt names no state: ${machine.StartAt}`);
    for (const [name, state] of Object.entries(states)) {
      if (name.length > limits.name) throw invalid(`The name of the state ${name} is longer than ${limits.name} characters`);
      if (this.#names.has(name)) throw invalid(`There are two states with the name ${name}`);
      this.#names.add(name);
      this.#state(name, state, states);
    }
  }

  #state(name: string, state: State, siblings: Record<string, State>): void {
    const about = `The state ${name}`;
    if (!Object.hasOwn(FIELDS, state?.Type)) throw invalid(`${about} has an unknown Type: ${state?.Type}`);
    if ((state.QueryLanguage ?? this.#language) !== 'JSONata')
      throw invalid(`${about} uses JSONPath; only JSONata is supported here`);
    for (const field of Object.keys(state)) {
      if (!FIELDS[state.Type].includes(field)) throw invalid(`${about} has a field that is not supported here: ${field}`);
    }
    for (const target of this.#targets(about, state)) {
      if (!Object.hasOwn(siblings, target)) throw invalid(`${about} goes to a state that does not exist: ${target}`);
    }
    this.#content(about, state);
    const { ItemProcessor, Branches, ...own } = state as { ItemProcessor?: Machine; Branches?: Machine[] };
    for (const text of expressionsIn(own)) {
      const fault = this.#expressions.fault(text);
      if (fault !== undefined) throw invalid(`${about} has a faulty expression '${text}': ${fault}`);
    }
    for (const inner of ItemProcessor === undefined ? (Branches ?? []) : [ItemProcessor]) this.machine(inner, `${name}: `);
  }

  #targets(about: string, state: State): string[] {
    if (state.Type === 'Succeed' || state.Type === 'Fail') return [];
    if (state.Type === 'Choice') {
      if (!Array.isArray(state.Choices) || state.Choices.length === 0) throw invalid(`${about} has no Choices`);
      return [...state.Choices.map((rule) => rule.Next), ...(state.Default === undefined ? [] : [state.Default])];
    }
    if ((state.Next === undefined) === (state.End !== true)) throw invalid(`${about} must have either Next or End`);
    const catchers = ('Catch' in state && state.Catch) || [];
    return [...(state.Next === undefined ? [] : [state.Next]), ...catchers.map((catcher) => catcher.Next)];
  }

  #content(about: string, state: State): void {
    if ('Retry' in state) errorNames(about, state.Retry);
    if ('Catch' in state) errorNames(about, state.Catch);
    for (const way of [state, ...('Choices' in state ? state.Choices : []), ...(('Catch' in state && state.Catch) || [])]) {
      if ('Assign' in way) variables(about, way.Assign);
    }
    if (state.Type === 'Task') this.#task(about, state);
    if (state.Type === 'Choice' && state.Choices.some((rule) => rule.Condition === undefined)) {
      throw invalid(`${about} has a choice without a Condition`);
    }
    if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
      throw invalid(`${about} must have either Seconds or Timestamp`);
    }
    if (state.Type === 'Map') {
      if (state.ItemProcessor === undefined) throw invalid(`${about} has no ItemProcessor`);
      const mode = state.ItemProcessor.ProcessorConfig?.Mode ?? 'INLINE';
      if (mode !== 'INLINE') throw invalid(`${about} is a Map of mode ${mode}; only INLINE is supported here`);
    }
    if (state.Type === 'Parallel' && !(Array.isArray(state.Branches) && state.Branches.length > 0)) {
      throw invalid(`${about} has no Branches`);
    }
  }

  #task(about: string, state: State & { Type: 'Task' }): void {
    const integration = integrationOf(String(state.Resource), this.#partition);
    if (integration === undefined) throw invalid(`${about} has a Resource that is not supported here: ${state.Resource}`);
    const { Arguments: given, TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
    if (integration !== 'function' && given !== null && typeof given === 'object') {
      const other = Object.keys(given).find((key) => !INVOKE_ARGUMENTS.has(key));
      if (other !== undefined) throw invalid(`${about} has an argument that is not supported here: ${other}`);
    }
    for (const seconds of [timeout, heartbeat]) {
      if (typeof seconds === 'number' && !(Number.isInteger(seconds) && seconds > 0)) {
        throw invalid(`${about} must have positive integers as TimeoutSeconds and HeartbeatSeconds`);
      }
    }
    if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
      throw invalid(`${about} must have a HeartbeatSeconds smaller than its TimeoutSeconds`);
    }
  }
}

function variables(about: string, assigned: unknown): void {
  if (assigned === null || typeof assigned !== 'object' || Array.isArray(assigned))
    throw invalid(`${about} has an Assign that is no object`);
  for (const name of Object.keys(assigned)) {
    if (!VARIABLE.test(name) || name === 'states')
      throw invalid(`${about} assigns a variable that must not have this name: ${name}`);
  }
}

function errorNames(about: string, handlers: ReadonlyArray<Retrier | Catcher> | undefined): void {
  for (const [index, handler] of (handlers ?? []).entries()) {
    const names = handler.ErrorEquals;
    if (!Array.isArray(names) || names.length === 0) throw invalid(`${about} has a Retry or Catch without ErrorEquals`);
    if (names.includes('States.ALL') && (names.length > 1 || index < handlers!.length - 1)) {
      throw invalid(`${about} must name States.ALL alone and last`);
    }
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidDefinition', `Invalid State Machine Definition: ${message}.`);
}
