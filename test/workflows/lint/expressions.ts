import jsonata from 'jsonata';
import { type Machine, statesOf, textsOf } from './machine.ts';

/** A node of JSONata's syntax tree. */
export interface Node {
  type: string;
  value?: unknown;
  steps?: Node[];
  arguments?: Node[];
  procedure?: Node;
  [field: string]: unknown;
}

export const isExpression = (text: string): boolean => /^\{%.*%\}$/s.test(text);

/** The syntax tree of `{% … %}`, or undefined where JSONata does not understand it. */
export function treeOf(text: string): Node | undefined {
  try {
    return jsonata(text.slice(2, -2)).ast() as unknown as Node;
  } catch {
    return undefined;
  }
}

const childrenOf = (node: object): object[] =>
  Object.values(node).filter((value): value is object => typeof value === 'object' && value !== null);

/** All nodes of a tree. */
export function* nodesOf(node: object): Generator<Node> {
  if ('type' in node) yield node as Node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

const named = (node: Node | undefined) => (node?.type === 'variable' ? String(node.value) : '');

/** The functions that an expression calls. */
export const functionsIn = (tree: Node): string[] =>
  [...nodesOf(tree)].filter(({ type }) => type === 'function' || type === 'partial').map(({ procedure }) => named(procedure));

/** The variables that an expression takes from outside: not its own parameters, not functions, not `$states`. */
export function variablesIn(tree: Node): Set<string> {
  const nodes = [...nodesOf(tree)];
  const bound = new Set(
    nodes.flatMap((node) =>
      node.type === 'lambda' ? (node.arguments ?? []).map(named) : node.type === 'bind' ? [named(node.lhs as Node)] : [],
    ),
  );
  const called = new Set(nodes.map(({ procedure }) => procedure));
  const used = nodes.filter((node) => node.type === 'variable' && !called.has(node)).map(named);
  return new Set(used.filter((name) => !['', '$', 'states'].includes(name) && !bound.has(name)));
}

/** Nothing may depend on the moment at which an expression happens to be evaluated, nor run text as code. */
const FORBIDDEN = new Set(['now', 'millis', 'eval']);

/** A field that is read where nothing is given: at the top of an expression there is no input, only `$states` and variables. */
function readsNothing(node: Node | undefined): boolean {
  if (!node) return false;
  if (node.type === 'name') return true;
  if (node.type === 'path') return readsNothing(node.steps?.[0]);
  const given = ['lambda', 'transform'].includes(node.type);
  return !given && [node.lhs, node.rhs, node.condition, node.then, node.else].some((it) => it && readsNothing(it as Node));
}

/** Texts that are, or look like, expressions. */
export function checkExpressions(machine: Machine): string[] {
  return statesOf(machine).flatMap(([name, state]) =>
    textsOf(state).flatMap(([field, text]) => {
      const say = (what: string) => [`${name}: ${field}: ${what}`];
      const looksLikeOne = /\{%|%\}/.test(text) || /^\s*\$[a-zA-Z.[]/.test(text);
      if (!isExpression(text)) return looksLikeOne ? say('looks like an expression but is a plain text') : [];
      const tree = treeOf(text);
      if (!tree) return say('is no JSONata');
      const forbidden = functionsIn(tree).filter((called) => FORBIDDEN.has(called));
      return [
        ...forbidden.flatMap((called) => say(`calls $${called}()`)),
        ...(readsNothing(tree) ? say('reads a field of nothing') : []),
        ...outOfPlace(field, text).flatMap(say),
      ];
    }),
  );
}

/** `$states.result` and `$states.errorOutput` exist only after a state's work, in these fields. */
function outOfPlace(field: string, text: string): string[] {
  const after = /^(Output|Assign)\b/.test(field);
  const caught = /^Catch\.\d+\.(Output|Assign)\b/.test(field);
  return [
    ...(text.includes('$states.result') && !after ? ['reads $states.result before there is one'] : []),
    ...(text.includes('$states.errorOutput') && !caught ? ['reads $states.errorOutput outside a catch'] : []),
  ];
}
