import { parseArgs } from 'node:util';
import { type CheckOptions, check, Stage } from './check.ts';
import { read } from './commands.ts';
import { tell } from './run.ts';
import { World } from './world.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string' },
    minutes: { type: 'string' },
    length: { type: 'string' },
    story: { type: 'string' },
    json: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

process.exitCode = values.story === undefined ? await many() : await one(values.story);

async function one(story: string): Promise<number> {
  const world = await World.begin();
  try {
    const { wrong } = await tell(world, read(story), console.log);
    for (const sentence of wrong) console.error(`WRONG ${sentence}`);
    return wrong.length > 0 ? 1 : 0;
  } finally {
    await world.end();
  }
}

async function many(): Promise<number> {
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  const minutes = values.minutes ?? (values.runs === undefined ? '10' : undefined);
  if (!values.json) console.log(`seed ${seed}`);
  const stage = new Stage();
  const options: CheckOptions = {
    ...{ stage, seed },
    ...(values.verbose && { heard: console.log }),
    ...(values.runs !== undefined && { runs: Number(values.runs) }),
    ...(minutes !== undefined && { budget: Number(minutes) * 60_000 }),
    ...(values.length !== undefined && { length: Number(values.length) }),
  };
  const checked = await check(options).finally(() => stage.end());
  console.log(JSON.stringify(checked));
  return checked.failure ? 1 : 0;
}
