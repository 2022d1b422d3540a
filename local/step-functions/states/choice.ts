import type { Choice } from '../definition.ts';
import { StateFailure } from '../errors.ts';
import { wrongType } from '../expressions.ts';
import type { Change, Scope } from '../scope.ts';

/** The first rule whose condition holds, with its own Assign and Output; the state's own go with the Default only. */
export async function enterChoice(scope: Scope, state: Choice): Promise<Change> {
  for (const [index, rule] of state.Choices.entries()) {
    const path = `Choices[${index}]`;
    const holds = await scope.fill(rule.Condition, `${path}/Condition`);
    if (typeof holds !== 'boolean') throw wrongType(rule.Condition, `${path}/Condition`, 'boolean', holds);
    if (holds) return scope.leave(rule, scope.input, {}, `${path}/`);
  }
  if (state.Default === undefined) {
    const cause = 'Failed to transition out of the state. The state does not point to a next state.';
    throw new StateFailure('States.NoChoiceMatched', scope.sentence(cause));
  }
  const { Assign, Output } = state;
  return scope.leave({ ...(Assign && { Assign }), ...(Output !== undefined && { Output }), Next: state.Default }, scope.input);
}
