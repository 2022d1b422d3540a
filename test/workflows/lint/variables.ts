import { isExpression, treeOf, variablesIn } from './expressions.ts';
import { allEdges, insideOf, type Machine, type State, textsOf } from './machine.ts';

/** Variables that are certainly assigned when a state is entered: on every way that leads there. */
function assignedBefore(machine: Machine, atStart: Set<string>): Map<string, Set<string>> {
  const before = new Map([[machine.StartAt, atStart]]);
  const edges = allEdges(machine);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to, assign } of edges) {
      const known = before.get(from);
      if (!known) continue;
      const arriving = new Set([...known, ...Object.keys(assign)]);
      const soFar = before.get(to);
      const both = soFar ? new Set([...soFar].filter((name) => arriving.has(name))) : arriving;
      if (soFar?.size === both.size) continue;
      before.set(to, both);
      changed = true;
    }
  }
  return before;
}

const used = (state: State): Set<string> =>
  new Set(textsOf(state).flatMap(([, text]) => [...(isExpression(text) ? variablesIn(treeOf(text) ?? { type: '' }) : [])]));

/**
 * Every variable is assigned before it is used, on every way. What runs inside a Map or a Parallel sees the variables outside but
 * may not assign one of their names; its own are gone when it is over.
 */
export function checkVariables(machine: Machine, atStart = new Set<string>(), outside = new Set<string>()): string[] {
  const own = new Set(allEdges(machine).flatMap(({ assign }) => Object.keys(assign)));
  // A state that ends its scope has no way on, yet its assignments take effect in it.
  for (const { Assign = {} } of Object.values(machine.States)) for (const name of Object.keys(Assign)) own.add(name);
  const shadowing = [...own].filter((name) => outside.has(name)).map((name) => `$${name} is assigned inside and outside`);
  const before = assignedBefore(machine, atStart);
  const inStates = Object.entries(machine.States).flatMap(([name, state]) => {
    const known = before.get(name);
    if (!known) return [`${name}: no way leads there`];
    const missing = [...used(state)].filter((variable) => !known.has(variable));
    return [
      ...missing.map((variable) => `${name}: $${variable} may not be assigned yet`),
      ...insideOf(state).flatMap((inner) => checkVariables(inner, known, new Set([...outside, ...own]))),
    ];
  });
  return [...shadowing, ...inStates];
}
