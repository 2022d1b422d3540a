/** Where two values differ, path by path: what was expected, and what was found. */
export function differences(expected: unknown, found: unknown, path = ''): string[] {
  if (Object.is(expected, found)) return [];
  if (!isTree(expected) || !isTree(found)) return [`${path}: expected ${text(expected)}, found ${text(found)}`];
  if (Array.isArray(expected) && Array.isArray(found) && expected.length !== found.length) {
    const missing = expected.filter((one) => !holds(found, one));
    const added = found.filter((one) => !holds(expected, one));
    return [`${path}: expected ${expected.length}, found ${found.length}; missing ${text(missing)}, added ${text(added)}`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...keys].flatMap((key) => differences(expected[key], found[key], `${path}/${key}`));
}

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
const text = (value: unknown) => JSON.stringify(value) ?? 'nothing';
const holds = (list: unknown[], one: unknown) => list.some((other) => text(other) === text(one));
