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
  const { ends, units, notices } = await walkAll(stage);
  const words = await wordsOf(city);
  const visits: Json[] = [];
  const failures: string[] = [];
  for (const [i, way] of ways.entries()) {
    console.log(`\n${i + 1}. ${way.title}  [${way.path}]\n`);
    const shown = await show(way, ends.get(way)!, words);
    visits.push(...shown.visits);
    failures.push(...shown.wrong.map((what) => `${way.path}: ${what}`));
  }
  const { columns, rows } = await month();
  console.log(`\n示例市 2026年3月 劳模工匠进校园活动统计表\n\n${table(columns, rows)}\n`);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  console.log(
    `一位劳模工匠的一次活动，从申请到办结：写 ${units.write}、读 ${units.read} 个 DynamoDB 单位；告知各方另计写 ${notices.write}、读 ${notices.read}。演示用时 ${seconds} 秒。`,
  );

  if (rows.length === 0) failures.push('the month has no rows');
  for (const failure of failures) console.error(`没有按预期结束 did not end as it should: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ visits, table: { columns, rows: rows.length }, units, notices, seconds }));
  }
}

/** Prints how a way went; `wrong` says what is not as it should be. */
async function show(way: Way, end: End, words: Words): Promise<{ visits: Json[]; wrong: string[] }> {
  if ('error' in end) {
    console.log(`  没有走通：${end.error}`);
    return { visits: [], wrong: [String(end.error)] };
  }
  const visits: Json[] = [];
  for (const id of end.visits) {
    if (visits.length > 0) console.log();
    visits.push({ id, path: way.path, ...(await showVisit(id, words)) });
  }
  for (const answer of end.answers ?? []) console.log(`  其间系统答复：${answer}`);
  return { visits, wrong: wrongWith(visits, way) };
}

async function showVisit(id: string, words: Words): Promise<{ status: string; transitions: number; timeline: Json[] }> {
  const union = city.person('union-city');
  const [visit, timeline] = [await union.visit(id), await union.timeline(id)];
  const transitions = await stage.executions.transitions(id);
  console.log(story(visit, timeline, words));
  console.log(`  状态转换 ${transitions} 次`);
  return { status: visit.status, transitions, timeline };
}

/** What of the visits is not as their way should be. */
function wrongWith(visits: Json[], { ends, shows }: Way): string[] {
  const others = visits.filter(({ status }) => status !== ends).map(({ id, status }) => `${id} is ${status}, not ${ends}`);
  const happened = visits.flatMap(({ timeline }) => timeline.map(({ type }: Json) => type));
  const missing = missingOf(shows, happened);
  return missing ? [...others, `"${missing}" is missing in its timeline`] : others;
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
