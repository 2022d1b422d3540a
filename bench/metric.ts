import { table } from '../demo/table.ts';

/** A measured value and what it may be at the most; without a budget it is only told. */
export interface Metric {
  name: string;
  value: number;
  unit: string;
  budget: number | null;
  ok: boolean;
}

/** A metric that stays within its budget when it is not above it. */
export const metric = (name: string, value: number, unit: string, budget: number | null = null): Metric => ({
  name,
  value: Math.round(value * 100) / 100,
  unit,
  budget,
  ok: budget === null || value <= budget,
});

/** The metrics for people. */
export const metricsTable = (metrics: Metric[]): string =>
  table(
    ['metric', 'value', 'unit', 'budget', ''],
    metrics.map(({ name, value, unit, budget, ok }) => [name, value, unit, budget ?? '', ok ? '' : 'too much']),
  );
