import type { Retrier } from './definition.ts';
import type { Failure } from './errors.ts';

/** Errors that States.ALL does not stand for; they can only be named. */
const TERMINAL = new Set(['States.DataLimitExceeded', 'States.Runtime']);

/**
 * Whether a Retry's or Catch's `ErrorEquals` covers a failure. States.ALL covers all but the terminal errors, States.TaskFailed
 * all but those and the time-out. A missed heartbeat is reported as States.Timeout, so States.HeartbeatTimeout covers it by
 * `heartbeat`.
 */
export function covers(names: readonly string[], failure: Failure & { heartbeat?: boolean }): boolean {
  const error = failure.error ?? '';
  return names.some((name) => {
    if (name === error) return true;
    if (name === 'States.ALL') return !TERMINAL.has(error);
    if (name === 'States.TaskFailed') return !TERMINAL.has(error) && error !== 'States.Timeout';
    return name === 'States.HeartbeatTimeout' && failure.heartbeat === true;
  });
}

/** Milliseconds to wait before a retrier's next attempt, after `used` attempts. */
export function delay(retrier: Retrier, used: number): number {
  const seconds = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** used;
  return Math.round(Math.min(seconds, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY) * 1000);
}

/**
 * The retrier that takes this failure, if it has attempts left. The first that covers it decides: when that one is used up,
 * the later ones are not asked.
 * @param used the attempts that each retrier has made in this state so far
 */
export function nextRetry(
  retriers: readonly Retrier[] | undefined,
  failure: Failure,
  used: readonly number[],
): { retrier: number; after: number } | undefined {
  const index = retriers?.findIndex((retrier) => covers(retrier.ErrorEquals, failure)) ?? -1;
  const retrier = retriers?.[index];
  const attempts = used[index] ?? 0;
  if (retrier === undefined || attempts >= (retrier.MaxAttempts ?? 3)) return undefined;
  return { retrier: index, after: delay(retrier, attempts) };
}
