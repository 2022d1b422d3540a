import type { Wait } from '../definition.ts';
import { EvaluationError } from '../errors.ts';
import type { Change, Scope } from '../scope.ts';

/** RFC 3339 with a `T` and an offset; fractions of any length. */
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Waits for a number of seconds, or until an instant; not at all where that has passed. */
export async function enterWait(scope: Scope, state: Wait): Promise<Change> {
  const until =
    state.Seconds === undefined
      ? instant(await scope.fill(state.Timestamp!, 'Timestamp'))
      : scope.thread.entered.at + (await scope.integer(state.Seconds, 'Seconds', 0)) * 1000;
  if (until <= scope.now) return scope.leave(state, scope.input);
  return () => scope.execution.step(scope.thread, { at: 'waiting', until });
}

function instant(value: unknown): number {
  const parts = typeof value === 'string' ? INSTANT.exec(value) : null;
  const millis = parts === null ? Number.NaN : Date.parse(parts[1]! + (parts[2] ?? '').slice(0, 4) + parts[3]!);
  if (Number.isNaN(millis)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const message = `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`;
    throw new EvaluationError('Timestamp', message);
  }
  return millis;
}
