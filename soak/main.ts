import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * What `npm run soak` runs: long random ways against the model, ten thousand hostile requests of strangers and as many of
 * people whom a visit concerns, `kill -9` at a thousand points, and a school year. With `--short` a few minutes of all, as every
 * change has to pass; with `--json` the school year alone, whose report is the last line; `--seed` makes all of it repeatable. Each part can be run by itself with options of
 * its own (`soak/model/main.ts`, `soak/fuzz/main.ts`, `soak/kill/main.ts`, `soak/year/main.ts`); a failing one prints how to replay it.
 */
const PARTS: { name: string; long: string[]; short: string[] }[] = [
  { name: 'model', long: ['--minutes', '10'], short: ['--minutes', '2'] },
  { name: 'fuzz', long: [], short: ['--requests', '1000'] },
  { name: 'fuzz', long: ['--crowd', 'parties'], short: ['--crowd', 'parties', '--requests', '1000'] },
  { name: 'kill', long: ['--points', '1000'], short: ['--points', '25'] },
  { name: 'year', long: [], short: ['--visits', '12'] },
];

const { values } = parseArgs({
  options: { short: { type: 'boolean' }, json: { type: 'boolean' }, seed: { type: 'string' } },
});
const { short, json, seed } = values;
let failed = false;
for (const part of json ? PARTS.filter(({ name }) => name === 'year') : PARTS) {
  const args = [
    ...(short ? part.short : part.long),
    ...(json ? ['--json'] : []),
    ...(seed === undefined ? [] : ['--seed', seed]),
  ];
  if (!json) console.log(`\n${[part.name, ...args].join(' ')}`);
  const main = join(import.meta.dirname, part.name, 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  failed ||= code !== 0;
}
process.exitCode = failed ? 1 : 0;
