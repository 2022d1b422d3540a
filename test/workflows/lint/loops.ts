import { allEdges, type Edge, type Machine, scopesOf } from './machine.ts';

/** Every way that leads from a state back to it without meeting another state twice; each once. */
function cyclesOf(machine: Machine): Edge[][] {
  const edges = allEdges(machine);
  const order = Object.keys(machine.States);
  const walk = (first: string, way: Edge[]): Edge[][] => {
    const here = way.at(-1)?.to ?? first;
    if (way.length > 0 && here === first) return [way];
    const met = way.some(({ from }) => from === here);
    // A cycle is found from its first state only.
    if (met || order.indexOf(here) < order.indexOf(first)) return [];
    return edges.filter(({ from }) => from === here).flatMap((edge) => walk(first, [...way, edge]));
  };
  return order.flatMap((name) => walk(name, []));
}

/** Counters that a rule compares with a number, so that it holds only so many times. */
function limited(condition = ''): string[] {
  if (/\bor\b/.test(condition)) return [];
  return [...condition.matchAll(/\$(\w+) <=? \d+/g)].map(([, name]) => name!);
}

const isBounded = (way: Edge[]): boolean =>
  way
    .flatMap(({ condition }) => limited(condition))
    .some((counter) => {
      const assigned = way.flatMap(({ assign }) => (counter in assign ? [assign[counter]] : []));
      return assigned.length > 0 && assigned.every((value) => value === `{% $${counter} + 1 %}`);
    });

/** An execution must come to an end by itself: each cycle counts, and gives up. */
export const checkLoops = (machine: Machine): string[] =>
  scopesOf(machine).flatMap((scope) =>
    cyclesOf(scope)
      .filter((way) => !isBounded(way))
      .map((way) => `${way.map(({ from }) => from).join(' → ')} → …: nothing bounds this loop`),
  );
