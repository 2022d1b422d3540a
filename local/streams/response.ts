import type { Read } from './records.ts';

/** What came of an invocation. */
export type InvocationOutcome = { readonly payload: unknown } | { readonly error: unknown };

/**
 * How many records of a batch, from its first, are done: all, none, or those before the first that the function reports as
 * failed. Lambda takes an empty answer as success and one that it cannot read, or that names a strange record, as failure.
 */
export function doneOf(batch: readonly Read[], outcome: InvocationOutcome, reportsFailures: boolean): number {
  if ('error' in outcome) return 0;
  if (!reportsFailures || outcome.payload === null || outcome.payload === undefined) return batch.length;
  if (typeof outcome.payload !== 'object') return 0;
  const { batchItemFailures } = outcome.payload as { batchItemFailures?: unknown };
  if (batchItemFailures === null || batchItemFailures === undefined) return batch.length;
  if (!Array.isArray(batchItemFailures)) return 0;
  const failed = batchItemFailures.map((each: { itemIdentifier?: unknown } | null) =>
    batch.findIndex(({ position }) => position.sequence === each?.itemIdentifier),
  );
  return Math.max(0, Math.min(batch.length, ...failed));
}
