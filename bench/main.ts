import { measureAccess } from './access.ts';
import { measureBundles } from './bundles.ts';
import { measureChanges } from './changes.ts';
import { measureLife } from './life.ts';
import { measureMatch } from './match.ts';
import { type Metric, metric, metricsTable } from './metric.ts';
import { measureStart } from './start.ts';
import { measureThroughput } from './throughput.ts';

/**
 * What `npm run bench` runs: everything that has a budget, and how fast the whole is. With `--json` the last line is the metrics
 * as JSON. Speed depends on the machine: nothing fails here.
 */
const parts: Record<string, () => Promise<Metric[]>> = {
  'one visit': measureLife,
  changes: measureChanges,
  'bundles and imports': measureBundles,
  start: measureStart,
  throughput: measureThroughput,
  'the page of rules': measureAccess,
  match: async () => [metric('match.p99ms', measureMatch().p99, 'ms', 25)],
};

const metrics: Metric[] = [];
for (const [name, measure] of Object.entries(parts)) {
  const began = performance.now();
  metrics.push(...(await measure()));
  console.error(`${name}: measured in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
console.log(metricsTable(metrics));
if (process.argv.includes('--json')) console.log(JSON.stringify({ metrics }));
