import type { Json, MapState } from '../definition.ts';
import { EvaluationError } from '../errors.ts';
import { wrongType } from '../expressions.ts';
import { events } from '../history.ts';
import { fork } from '../join.ts';
import { limits } from '../limits.ts';
import type { Change, Scope } from '../scope.ts';

/** Begins an iteration for each item, as many at a time as the state allows. */
export async function enterMap(scope: Scope, state: MapState): Promise<Change> {
  const items = await itemsOf(scope, state);
  const concurrency = await scope.integer(state.MaxConcurrency ?? 0, 'MaxConcurrency', 0);
  const limit = Math.min(concurrency === 0 ? limits.concurrency : concurrency, limits.concurrency);
  const tolerated = await toleratedOf(scope, state, items.length);
  const inputs = state.ItemSelector === undefined ? items : await select(scope, state.ItemSelector, items);
  return () => {
    scope.execution.event(scope.thread, events.mapStarted(items.length));
    fork(scope.execution, scope.thread, {
      total: items.length,
      inputs,
      limit,
      ...(inputs !== items && { items }),
      ...(tolerated !== undefined && { tolerated }),
    });
  };
}

async function itemsOf(scope: Scope, state: MapState): Promise<Json[]> {
  const items = state.Items === undefined ? scope.input : await scope.fill(state.Items, 'Items');
  if (Array.isArray(items)) return items;
  if (state.Items !== undefined) throw wrongType(state.Items, 'Items', 'array', items);
  throw new EvaluationError('Items', `Map state input must be an array but was: ${JSON.stringify(items)}`);
}

async function select(scope: Scope, selector: Json, items: Json[]): Promise<Json[]> {
  const inputs: Json[] = [];
  for (const [index, value] of items.entries())
    inputs.push(await scope.fill(selector, 'ItemSelector', { item: { index, value } }));
  return inputs;
}

/** How many iterations may fail; undefined where none was said, so that the first failure is the state's. */
async function toleratedOf(scope: Scope, state: MapState, total: number): Promise<number | undefined> {
  const { ToleratedFailureCount: count, ToleratedFailurePercentage: percentage } = state;
  const allowed: number[] = [];
  if (count !== undefined) allowed.push(await scope.integer(count, 'ToleratedFailureCount', 0));
  if (percentage !== undefined) {
    const percent = await scope.fill(percentage, 'ToleratedFailurePercentage');
    if (typeof percent !== 'number' || percent < 0 || percent > 100) {
      throw wrongType(percentage, 'ToleratedFailurePercentage', 'number of 0 to 100', percent);
    }
    allowed.push(Math.floor((total * percent) / 100));
  }
  return allowed.length === 0 ? undefined : Math.min(...allowed);
}
