import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { soak } from './soak.ts';

/**
 * Kills the runtime at random points of a run with many visits and holds its end against that of an undisturbed run. A failing run
 * is repeated with the seed that it prints.
 */
const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '1000' },
    visits: { type: 'string' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    lanes: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const FEWEST_VISITS = 20;
const POINTS_PER_VISIT = 10;
/** So many findings say what is wrong. */
const MOST_SHOWN = 40;

const points = number('points', values.points);
const visits = number('visits', values.visits ?? String(Math.max(FEWEST_VISITS, Math.round(points / POINTS_PER_VISIT))));
const seed = number('seed', values.seed);
console.error(`${points} points, ${visits} visits, seed ${seed}`);
const report = await soak({ points, visits, seed, lanes: number('lanes', values.lanes), tell: (line) => console.error(line) });

const { tally, findings, commands, seconds } = report;
if (values.json) console.log(JSON.stringify(report));
else if (findings.length === 0) {
  console.log(`${commands} commands; killed ${tally.lost} times before the answer, ${tally.answered} times after it`);
  console.log(`(${tally.advancing} of these while the clock moved), ${tally.starting} times while it started; ${seconds} s`);
}
if (findings.length > 0) {
  for (const finding of findings.slice(0, MOST_SHOWN)) console.error(finding);
  console.error(`not the same end: ${findings.length} findings, data in ${report.folder}`);
  console.error(`repeat with --points ${points} --visits ${visits} --seed ${seed}`);
  process.exitCode = 1;
}

function number(name: string, given: string): number {
  if (/^\d{1,9}$|^[0-9]{10}$/.test(given)) return Number(given);
  console.error(`--${name} must be a whole number, not ${given}`);
  process.exit(2);
}
