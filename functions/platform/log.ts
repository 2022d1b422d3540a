/** One JSON line per entry. Facts are ids and codes; the stack of an error is kept, its message may quote no user text. */
function write(level: string, message: string, facts: Record<string, unknown> = {}): void {
  const { error, ...rest } = facts;
  const failure = error instanceof Error && { error: error.name, stack: error.stack };
  console.log(JSON.stringify({ level, message, ...rest, ...failure }));
}

export const log = {
  info: (message: string, facts?: Record<string, unknown>) => write('info', message, facts),
  error: (message: string, facts?: Record<string, unknown>) => write('error', message, facts),
};

/** Counts a metric that an alarm watches (CloudWatch's embedded metric format: no permission needed). */
export function alarm(metric: string, facts: Record<string, unknown>): void {
  const metrics = [{ Namespace: 'ModelWorkerVisits', Dimensions: [[]], Metrics: [{ Name: metric, Unit: 'Count' }] }];
  console.log(
    JSON.stringify({
      level: 'alarm',
      message: metric,
      ...facts,
      [metric]: 1,
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: metrics },
    }),
  );
}
