/** An event pattern uses something that is not supported here. */
export class UnsupportedPattern extends Error {
  override name = 'UnsupportedPattern';
}

type Test = (leaf: unknown) => boolean;
type Node = Readonly<Record<string, unknown>>;

/**
 * Whether an event fits an EventBridge pattern. Each field of the pattern is a list of which one entry must hold: an exact value,
 * or one of the operators `exists`, `prefix`, `anything-but` and `numeric`. A list in the event fits when one of its members does.
 * @throws UnsupportedPattern
 */
export function matches(pattern: unknown, event: unknown): boolean {
  if (!isNode(pattern)) throw new UnsupportedPattern(`a pattern is an object, not ${JSON.stringify(pattern)}`);
  // All fields are looked at even when one fails, so that a mistake in the pattern never hides.
  return Object.entries(pattern)
    .map(([name, wanted]) => {
      const found = isNode(event) ? event[name] : undefined;
      return Array.isArray(wanted) ? fits(name, wanted, found) : matches(wanted, found);
    })
    .every(Boolean);
}

/** @throws UnsupportedPattern when the pattern could not be used. */
export function checkPattern(pattern: unknown): void {
  matches(pattern, {});
}

function fits(name: string, wanted: unknown[], found: unknown): boolean {
  if (name.startsWith('$')) throw new UnsupportedPattern(`${name} is not supported`);
  const leaves = Array.isArray(found) ? found : [found];
  return wanted
    .map((entry) => {
      if (!isNode(entry)) return leaves.some((leaf) => leaf === entry && leaf !== undefined);
      const [operator, operand] = operation(entry);
      if (operator === 'exists') return exists(operand) === leaves.some((leaf) => leaf !== undefined && !isNode(leaf));
      const test = OPERATORS[operator];
      if (!test) throw new UnsupportedPattern(`the operator ${operator} is not supported`);
      return leaves.some(test(operand));
    })
    .some(Boolean);
}

const OPERATORS: Record<string, (operand: unknown) => Test> = {
  prefix(operand) {
    if (typeof operand !== 'string') throw new UnsupportedPattern('prefix takes a text');
    return (leaf) => typeof leaf === 'string' && leaf.startsWith(operand);
  },
  'anything-but'(operand) {
    const excluded = Array.isArray(operand) ? operand : [operand];
    if (excluded.some((value) => typeof value === 'object')) throw new UnsupportedPattern('anything-but takes values only');
    return (leaf) => leaf !== undefined && !isNode(leaf) && !excluded.includes(leaf);
  },
  numeric(operand) {
    const comparisons = pairs(operand);
    return (leaf) => typeof leaf === 'number' && comparisons.every(([compare, bound]) => compare(leaf, bound));
  },
};

type Compare = (one: number, other: number) => boolean;

const COMPARE: Record<string, Compare> = {
  '=': (one, other) => one === other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};

/** `['>=', 1, '<', 5]` as comparisons that must all hold. */
function pairs(operand: unknown): [Compare, number][] {
  const list = Array.isArray(operand) ? operand : [];
  const result: [Compare, number][] = [];
  for (let index = 0; index < list.length; index += 2) {
    const compare = COMPARE[String(list[index])];
    const bound: unknown = list[index + 1];
    if (compare && typeof bound === 'number') result.push([compare, bound]);
  }
  if (result.length === 0 || result.length * 2 !== list.length)
    throw new UnsupportedPattern(`numeric cannot be ${JSON.stringify(operand)}`);
  return result;
}

function exists(operand: unknown): boolean {
  if (typeof operand !== 'boolean') throw new UnsupportedPattern('exists is true or false');
  return operand;
}

function operation(entry: Node): [string, unknown] {
  const [first, ...others] = Object.entries(entry);
  if (!first || others.length > 0) throw new UnsupportedPattern(`${JSON.stringify(entry)} is not one operator`);
  return first;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
