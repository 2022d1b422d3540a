import { isExpression, type Node, nodesOf, treeOf } from './expressions.ts';
import { type Machine, statesOf, textsOf } from './machine.ts';

/**
 * JSONata makes one value of a list of one, and nothing of an empty list. What must be a list is therefore wrapped in `[…]`.
 */
const isWrapped = (node: Node | undefined): boolean => node?.type === 'unary' && node.value === '[';

/** Functions whose first argument is a list, and whose answer is one. */
const OF_LISTS = ['sort', 'append', 'map', 'filter', 'reduce', 'reverse', 'distinct', 'shuffle', 'join', 'zip'];
const calls = (node: Node | undefined) =>
  node?.type === 'function' && OF_LISTS.includes(String(node.procedure?.value)) ? node : undefined;

/** Whether a node can be one value, several, or nothing: a path with a filter, or a function of lists. */
function isSequence(node: Node): boolean {
  if (calls(node)) return true;
  if (node.type !== 'path') return false;
  return (node.steps ?? []).some(({ type, stages, predicate }) =>
    Boolean(type === 'wildcard' || type === 'descendant' || stages || predicate),
  );
}

export function checkArrays(machine: Machine): string[] {
  return statesOf(machine).flatMap(([name, state]) =>
    textsOf(state).flatMap(([field, text]) => {
      if (!isExpression(text)) return [];
      const tree = treeOf(text);
      if (!tree) return [];
      const say = (what: string) => [`${name}: ${field}: ${what}`];
      if (field === 'Items') return isWrapped(tree) ? [] : say('is not wrapped in […]');
      if (/^Arguments\b/.test(field) && isSequence(tree)) return say('is not wrapped in […]');
      return [...nodesOf(tree)].flatMap((node) => {
        const [list] = calls(node)?.arguments ?? [];
        if (!list || isWrapped(list) || calls(list)) return [];
        return say(`the list of $${node.procedure?.value}() is not wrapped in […]`);
      });
    }),
  );
}
