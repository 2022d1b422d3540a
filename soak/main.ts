import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * What `npm run soak` runs: long random ways against the model, ten thousand hostile requests of strangers and as many of
 * people whom a visit concerns, then `kill -9` at a thousand points. Each part can be run by itself
 * with options of its own (`soak/model/main.ts`, `soak/fuzz/main.ts`, `soak/kill/main.ts`); a failing one prints how to replay it.
 */
const PARTS: [name: string, args: string[]][] = [
  ['model', ['--minutes', '10']],
  ['fuzz', []],
  ['fuzz', ['--crowd', 'parties']],
  ['kill', []],
];

let failed = false;
for (const [name, args] of PARTS) {
  console.log(`\n${name}`);
  const main = join(import.meta.dirname, name, 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  failed ||= code !== 0;
}
process.exitCode = failed ? 1 : 0;
