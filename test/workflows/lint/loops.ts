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

/** Counters, variables or fields of the input, that a rule compares with a number, so that it holds only so many times. */
function limited(condition = ''): string[] {
  if (/\bor\b/.test(condition)) return [];
  return [...condition.matchAll(/\$(?:states\.input\.(?:\w+\.)*)?(\w+) <=? \d+/g)].map(([, name]) => name!);
}

/** Whether a way counts one more: a variable's assignment, or a field of what a state puts out. */
const counts = (counter: string, { assign, output }: Edge): boolean =>
  assign[counter] === `{% $${counter} + 1 %}` || String(output).includes(`'${counter}': $sum([$states.input.${counter}, 1])`);

const isBounded = (way: Edge[]): boolean =>
  way
    .flatMap(({ condition }) => limited(condition))
    .some((counter) => {
      const assigned = way.filter(({ assign }) => counter in assign);
      return way.some((edge) => counts(counter, edge)) && assigned.every((edge) => counts(counter, edge));
    });

/** An execution must come to an end by itself: each cycle counts, and gives up. */
export const checkLoops = (machine: Machine): string[] =>
  scopesOf(machine).flatMap((scope) =>
    cyclesOf(scope)
      .filter((way) => !isBounded(way))
      .map((way) => `${way.map(({ from }) => from).join(' → ')} → …: nothing bounds this loop`),
  );
