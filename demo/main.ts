import type { Json } from './actor.ts';
import { Executions } from './executions.ts';
import { SampleCity } from './sample-city.ts';
import { SharedTime } from './shared-time.ts';
import { table } from './table.ts';
import { story, type Words, wordsOf } from './timeline.ts';
import { type End, walkAll } from './walk.ts';
import type { Stage, Way } from './way.ts';
import { ways } from './ways.ts';

/**
 * What `npm run demo` runs: every way that a visit can go, in a city of its own, over the API. With `--json` the last line is the
 * whole as JSON. Fails when a way does not end as it should.
 */
const began = performance.now();
const city = await SampleCity.begin();
const stage: Stage = { time: new SharedTime(city), executions: new Executions(city) };
try {
  await run();
} finally {
  stage.executions.end();
  await city.end();
}

async function run(): Promise<void> {
  const { ends, units } = await walkAll(stage);
  const words = await wordsOf(city);
  const visits: Json[] = [];
  const failures: string[] = [];
  for (const [i, way] of ways.entries()) {
    console.log(`\n${i + 1}. ${way.title}  [${way.path}]\n`);
    const { visit, wrong } = await show(way, ends.get(way)!, words);
    if (visit) visits.push(visit);
    if (wrong) failures.push(`${way.path}: ${wrong}`);
  }
  const { columns, rows } = await month();
  console.log(`\n示例市 2026年3月 劳模工匠进校园活动统计表\n\n${table(columns, rows)}\n`);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  console.log(
    `一位劳模工匠的一次活动，从申请到办结：写 ${units.write}、读 ${units.read} 个 DynamoDB 单位。演示用时 ${seconds} 秒。`,
  );

  if (rows.length === 0) failures.push('the month has no rows');
  for (const failure of failures) console.error(`没有按预期结束 did not end as it should: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ visits, table: { columns, rows: rows.length }, units, seconds }));
  }
}

/** Prints how a visit went; `wrong` says what is not as its way should be. */
async function show(way: Way, end: End, words: Words): Promise<{ visit?: Json; wrong?: string | undefined }> {
  if ('error' in end) {
    console.log(`  没有走通：${end.error}`);
    return { wrong: String(end.error) };
  }
  const union = city.person('union-city');
  const [visit, timeline] = [await union.visit(end.id), await union.timeline(end.id)];
  const transitions = await stage.executions.transitions(end.id);
  console.log(story(visit, timeline, words));
  console.log(`  状态转换 ${transitions} 次`);
  const { status } = visit;
  const missing = missingOf(
    way.shows,
    timeline.map(({ type }) => type),
  );
  const wrong = status !== way.ends ? `it is ${status}, not ${way.ends}` : missing && `"${missing}" is missing in its timeline`;
  return { visit: { id: end.id, path: way.path, status, transitions, timeline }, wrong };
}

/** The first of the expected events that does not follow the ones before it. */
function missingOf(expected: string[], happened: string[]): string | undefined {
  let from = 0;
  return expected.find((type) => {
    const at = happened.indexOf(type, from);
    from = at + 1;
    return at < 0;
  });
}

async function month(): Promise<{ columns: string[]; rows: (string | number)[][] }> {
  return (await city.person('union-city').get('/v1/reports/statistics?month=2026-03')).body;
}
