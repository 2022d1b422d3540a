import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { Ground } from './ground.ts';

/**
 * Sends ten thousand hostile requests made from the OpenAPI document; only to this machine. A failing run is repeated with the seed
 * that it prints, one request with `--only` and the number that stands before it.
 */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    crowd: { type: 'string', default: 'strangers' },
    only: { type: 'string' },
    minutes: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
  },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];
const only = values.only === undefined ? {} : { from: Number(values.only), to: Number(values.only) + 1 };
const crowd = values.crowd === 'parties' ? 'parties' : 'strangers';
console.error(`${requests} requests of ${crowd}, seed ${seed}`);
const ground = await Ground.begin();
try {
  const budget = Number(values.minutes) * 60_000;
  const report = await fuzz({ ground, seed, requests, crowd, budget, ...only, tell: (line) => console.error(line) });
  const { wrong, ...figures } = report;
  for (const finding of wrong.slice(0, 40)) console.error(`WRONG ${finding}`);
  console.log(JSON.stringify(values.json ? report : figures));
  const wanted = values.only === undefined ? requests : 1;
  if (report.sent < wanted) {
    console.error(
      `${wanted - report.sent} requests were left when the ${values.minutes} minutes were over; give more --minutes`,
    );
    process.exitCode = 1;
  }
  if (wrong.length > 0) {
    console.error(`${wrong.length} wrong; repeat with --requests ${requests} --seed ${seed} --crowd ${crowd} [--only NUMBER]`);
    process.exitCode = 1;
  }
} finally {
  await ground.end();
}
