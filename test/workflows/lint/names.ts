import { type Machine, statesOf } from './machine.ts';

/** States are read by people: a sentence of at most 80 characters, not an identifier; each name stands once. */
export function checkNames(machine: Machine): string[] {
  const names = statesOf(machine).map(([name]) => name);
  return names.flatMap((name, i) => [
    ...(name.length > 80 ? [`${name}: is longer than 80 characters`] : []),
    ...(/^[A-Z][a-z]*( [a-z]+:?)*\??$/.test(name) ? [] : [`${name}: is no sentence`]),
    ...(names.indexOf(name) < i ? [`${name}: stands twice`] : []),
  ]);
}
