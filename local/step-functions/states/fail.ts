import type { Fail } from '../definition.ts';
import type { Failure } from '../errors.ts';
import { wrongType } from '../expressions.ts';
import type { Change, Scope } from '../scope.ts';

/** Fails without leaving the state. */
export async function enterFail(scope: Scope, state: Fail): Promise<Change> {
  const failure: Failure = {};
  if (state.Error !== undefined) failure.error = await text(scope, state.Error, 'Error');
  if (state.Cause !== undefined) failure.cause = await text(scope, state.Cause, 'Cause');
  return () => scope.execution.fail(scope.thread, failure);
}

async function text(scope: Scope, template: string, location: string): Promise<string> {
  const value = await scope.fill(template, location);
  if (typeof value !== 'string') throw wrongType(template, location, 'string', value);
  return value;
}
