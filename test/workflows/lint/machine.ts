/** A state machine as the service reads it, as far as the lint looks at it. */
export interface Machine {
  StartAt: string;
  States: Record<string, State>;
  [field: string]: unknown;
}
export interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Choices?: { Condition: string; Next: string; Assign?: Assign; Output?: unknown }[];
  Catch?: { ErrorEquals: string[]; Next: string; Assign?: Assign; Output?: unknown }[];
  Assign?: Assign;
  ItemProcessor?: Machine;
  Branches?: Machine[];
  [field: string]: unknown;
}
export type Assign = Record<string, unknown>;

/** One way from a state to the next, with what it assigns and puts out on the way, and its condition if it is a choice's rule. */
export interface Edge {
  from: string;
  to: string;
  assign: Assign;
  output?: unknown;
  condition?: string;
}

/** All ways out of a state. A rule's and a catcher's assignments stand beside the state's own, not on top of them. */
export function edgesOf(name: string, { Next, Default, Choices = [], Catch = [], Assign = {}, Output }: State): Edge[] {
  const plain = [Next, Default].flatMap((to) => (to === undefined ? [] : [{ from: name, to, assign: Assign, output: Output }]));
  const rules = Choices.map((rule) => ({
    ...{ from: name, to: rule.Next, assign: rule.Assign ?? {}, output: rule.Output },
    condition: rule.Condition,
  }));
  const caught = Catch.map((catcher) => ({
    ...{ from: name, to: catcher.Next, assign: catcher.Assign ?? {}, output: catcher.Output },
  }));
  return [...rules, ...plain, ...caught];
}

export const allEdges = ({ States }: Machine): Edge[] =>
  Object.entries(States).flatMap(([name, state]) => edgesOf(name, state));

/** The machines that run inside a state: scopes of their own. */
export const insideOf = ({ ItemProcessor, Branches = [] }: State): Machine[] =>
  ItemProcessor ? [ItemProcessor, ...Branches] : Branches;

/** A machine and all inside it. */
export const scopesOf = (machine: Machine): Machine[] => [
  machine,
  ...Object.values(machine.States).flatMap((state) => insideOf(state).flatMap(scopesOf)),
];

/** Every state of every scope. */
export const statesOf = (machine: Machine): [name: string, state: State][] =>
  scopesOf(machine).flatMap(({ States }) => Object.entries(States));

/** Every text of a state with the field in which it stands: `Arguments.Payload.token`. What runs inside it is left out. */
export function textsOf({ ItemProcessor: _, Branches: __, ...state }: State): [field: string, text: string][] {
  const walk = (value: unknown, field: string): [string, string][] => {
    if (typeof value === 'string') return [[field, value]];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) => walk(inner, field === '' ? name : `${field}.${name}`));
  };
  return walk(state, '');
}
