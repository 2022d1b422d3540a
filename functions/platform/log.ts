import { fact, failureOf, REDACTED } from './redact.ts';

/**
 * The one place that writes logs. A line has words of our own, facts under these names, which are ids, codes and counts, and an error
 * without its message. Whatever else it is given does not go out.
 */
const NAMES = [
  ...(['visit', 'epoch', 'task', 'sk', 'outcome', 'answer', 'eventID'] as const),
  ...(['city', 'organisation', 'day', 'n', 'entries', 'sha256'] as const),
] as const;

export type Facts = { [name in (typeof NAMES)[number]]?: string | number | undefined } & { error?: unknown };

const allowed = new Set<string>(NAMES);

function write(level: string, message: string, { error, ...facts }: Facts = {}, more: object = {}): void {
  const told = Object.entries(facts).map(([name, value]) => [name, allowed.has(name) ? fact(value) : REDACTED]);
  console.log(
    JSON.stringify({ level, message, ...Object.fromEntries(told), ...(error !== undefined && failureOf(error)), ...more }),
  );
}

export const log = {
  info: (message: string, facts?: Facts) => write('info', message, facts),
  error: (message: string, facts?: Facts) => write('error', message, facts),
};

/** Tells the value of a metric that an alarm watches. */
export function measure(metric: string, value: number): void {
  const metrics = [{ Namespace: 'ModelWorkerVisits', Dimensions: [[]], Metrics: [{ Name: metric, Unit: 'None' }] }];
  write('metric', metric, {}, { [metric]: value, _aws: { Timestamp: Date.now(), CloudWatchMetrics: metrics } });
}

/** Counts a metric that an alarm watches (CloudWatch's embedded metric format: no permission needed). */
export function alarm(metric: string, facts: Facts): void {
  const metrics = [{ Namespace: 'ModelWorkerVisits', Dimensions: [[]], Metrics: [{ Name: metric, Unit: 'Count' }] }];
  write('alarm', metric, facts, { [metric]: 1, _aws: { Timestamp: Date.now(), CloudWatchMetrics: metrics } });
}
