import { resolve } from 'node:path';
import { type Cloud, startCloud } from './cloud.ts';
import { explain } from './failures.ts';
import type { LogLine } from './functions/logs.ts';
import { people, seed, seedWithoutLimits } from './seed.ts';
import { readSettings } from './settings.ts';

/** What `npm start` runs: the whole system on this machine, its data in `.local/` or `DATA_DIR`, until it is told to stop. */
let cloud: Cloud | undefined;
process.once('SIGINT', stop).once('SIGTERM', stop);
try {
  const { limitless, ...settings } = readSettings(process.env);
  const sow = limitless ? seedWithoutLimits : seed;
  const dir = resolve(import.meta.dirname, '..', '.local');
  cloud = await startCloud({ template: 'synthesize', dir, seed: sow, people, ...settings, ...(process.env.LOG && { log }) });
  void cloud.failed.then(fail);
  console.log(`ready ${cloud.url}`);
  console.log(`step functions ${cloud.stepFunctionsUrl}`);
  console.log(`dynamodb ${cloud.dynamodbUrl}`);
} catch (error) {
  fail(error);
}

/** With LOG set, what the functions log goes to stderr. */
function log({ functionName, text }: LogLine): void {
  console.error(`${functionName} ${text}`);
}

function stop(): void {
  // Before it is ready there is nothing to finish; what has begun ends with this process.
  if (cloud) cloud.stop().then(() => process.exit(0), fail);
  else process.exit(130);
}

function fail(error: unknown): never {
  console.error(explain(error));
  process.exit(1);
}
