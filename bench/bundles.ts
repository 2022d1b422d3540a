import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { BUNDLING, bundle, handlers } from '../infra/bundle.ts';
import { type Metric, metric } from './metric.ts';

const ROUNDS = 15;
/** The two yardsticks. */
const BARE = 'bare';
const SLIMMED = 'bare-slimmed';
/**
 * The issuer has budgets of its own: a certified OpenID provider is 283 KB minified, what it stands on another 122, and its
 * classes must keep their names. It runs when somebody signs in, not at every request.
 */
const ISSUER = 'issuer';
/** Delivers in the background what people are told: it composes mails, speaks SMTP and writes calendars (nodemailer, ical-generator). */
const DELIVER = 'deliver';
const root = new URL('../', import.meta.url).pathname;

/** What the yardstick is: middy and the SDK's DynamoDB client, as every function needs them. */
const YARDSTICK = `
import middy from '@middy/core';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
let client;
export const handler = middy().handler(async (event) => {
  client ??= DynamoDBDocumentClient.from(new DynamoDBClient({}));
  return (await client.send(new GetCommand({ TableName: 'table', Key: event }))).Item;
});
`;

/**
 * The largest bundle, and the slowest import beside that of a bare handler: middy and the SDK as they come, in one minified ESM
 * bundle. Told besides: the same beside a bare handler that also has our stand-ins, which halve it.
 */
export async function measureBundles(): Promise<Metric[]> {
  // Inside the checkout, so that the yardstick finds the same packages.
  const folder = mkdtempSync(join(root, '.build', 'bench-'));
  try {
    await bundle(folder);
    const names = [...handlers().keys()];
    const file = (name: string) => join(folder, name, 'index.mjs');
    writeFileSync(join(folder, 'bare.js'), YARDSTICK);
    const bare = (name: string) => ({ entryPoints: { [`${name}/index`]: join(folder, 'bare.js') }, outdir: folder });
    await build({ ...BUNDLING, alias: {}, plugins: [], ...bare(BARE) });
    await build({ ...BUNDLING, ...bare(SLIMMED) });
    const kilobytes = names.map((name) => ({ name, value: statSync(file(name)).size / 1024 }));
    const times = await importTimes(new Map([BARE, ...names, SLIMMED].map((name) => [name, file(name)])));
    const ofIssuer = kilobytes.find(({ name }) => name === ISSUER)!;
    const others = names.filter((name) => name !== ISSUER);
    const ofDeliver = kilobytes.find(({ name }) => name === DELIVER)!;
    const largest = highest(kilobytes.filter(({ name }) => name !== ISSUER && name !== DELIVER));
    const slowest = highest(others.map((name) => ({ name, value: times.get(name)! })));
    const ratio = (name: string) => slowest.value / times.get(name)!;
    return [
      metric('bundle.maxKB', largest.value, `KB (${largest.name})`, 450),
      metric('import.maxRatio', ratio(BARE), `× bare handler (${slowest.name})`, 1.25),
      metric('bundle.issuerKB', ofIssuer.value, 'KB (issuer)', 750),
      metric('bundle.deliverKB', ofDeliver.value, 'KB (deliver)', 520),
      metric('import.issuerRatio', times.get(ISSUER)! / times.get(BARE)!, '× bare handler (issuer)', 2),
      metric('import.maxRatioToSlimmed', ratio(SLIMMED), `× bare handler with our stand-ins (${slowest.name})`),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Named {
  name: string;
  value: number;
}

const highest = (all: Named[]): Named => all.reduce((most, one) => (one.value > most.value ? one : most));

/**
 * Milliseconds of each import, by turns and each in a Node of its own. The shortest of all rounds counts: whatever else the machine
 * does only adds to it.
 */
async function importTimes(files: Map<string, string>): Promise<Map<string, number>> {
  const shortest = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, file] of files)
      shortest.set(name, Math.min(shortest.get(name) ?? Number.POSITIVE_INFINITY, await importTime(file)));
  }
  return shortest;
}

/** Milliseconds that a fresh Node needs to import a bundle, with the options that the template gives a function. */
async function importTime(file: string): Promise<number> {
  const url = JSON.stringify(pathToFileURL(file).href);
  const script = `const began = performance.now(); await import(${url}); console.log(performance.now() - began);`;
  const env = { ...process.env, NODE_OPTIONS: '--enable-source-maps', AWS_REGION: 'us-east-1' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
  return Number(stdout);
}
