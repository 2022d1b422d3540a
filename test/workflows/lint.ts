import { checkArrays } from './lint/arrays.ts';
import { checkExpressions } from './lint/expressions.ts';
import { checkLoops } from './lint/loops.ts';
import type { Machine } from './lint/machine.ts';
import { checkNames } from './lint/names.ts';
import { checkTokens } from './lint/tokens.ts';
import { checkVariables } from './lint/variables.ts';

/** What asl-validator does not find (notes.md): each complaint names the state and what is wrong with it. */
export const lint = (machine: Machine): string[] => [
  ...checkNames(machine),
  ...checkExpressions(machine),
  ...checkArrays(machine),
  ...checkTokens(machine),
  ...checkVariables(machine),
  ...checkLoops(machine),
];
