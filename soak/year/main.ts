import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { schoolYear } from './year.ts';

/**
 * A virtual school year: thousands of visits with random answers, absences and outages; every reminder that the policy asks for goes
 * out exactly once, on time, never at night and never for what is done. A failing year is repeated with the seed that it prints.
 */
const { values } = parseArgs({
  options: {
    visits: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    json: { type: 'boolean', default: false },
  },
});

/** So many findings say what is wrong. */
const MOST_SHOWN = 40;

const [visits, seed] = [Number(values.visits), Number(values.seed)];
if (!Number.isInteger(visits) || visits < 1 || !Number.isInteger(seed)) {
  console.error('--visits and --seed must be whole numbers');
  process.exit(2);
}
console.error(`${visits} visits, seed ${seed}`);
const { seconds, messages, ...report } = await schoolYear(visits, seed, (line) => console.error(line));
const { reminders, tasksOpenAtEnd, violations } = report;
if (!values.json) {
  console.log(`${report.visits} visits in ${seconds} s, ${messages} messages`);
  console.log(`reminders: ${reminders.due} due, ${reminders.sent} told; ${tasksOpenAtEnd} questions open at the end`);
}
for (const violation of violations.slice(0, MOST_SHOWN)) console.error(violation);
if (violations.length > 0) console.error(`repeat with --visits ${visits} --seed ${seed}`);
if (values.json) console.log(JSON.stringify(report));
process.exitCode = violations.length > 0 ? 1 : 0;
