import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startCloud } from '../../local/cloud.ts';
import { explain } from '../../local/failures.ts';
import { things } from './fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

let stack: ReturnType<typeof things>;
const children: ReturnType<typeof spawn>[] = [];
beforeEach(() => {
  stack = things();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  stack.remove();
});

/** A cloud on the folder in a process of its own, once it is ready. */
async function process(): Promise<{ url: string; kill: () => Promise<unknown> }> {
  const program = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'child.ts')];
  const child = spawn(globalThis.process.execPath, [...program, stack.template, stack.dir]);
  children.push(child);
  const said = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
  const kill = () => {
    child.kill('SIGKILL');
    return once(child, 'exit');
  };
  return { url: String(said[0]).trim(), kill };
}

const start = () => startCloud({ template: stack.template, dir: stack.dir });
const failure = async () =>
  explain(
    await start().then(
      (cloud) => cloud.stop().then(() => 'it started'),
      (error: unknown) => error,
    ),
  );

test('a killed cloud goes on where it was', async () => {
  const before = await process();
  await fetch(`${before.url}/things`, { method: 'POST', body: '{"id":"good"}' });
  await fetch(`${before.url}/_local/clock/advance`, { method: 'POST', body: '{"duration":"P2D"}' });
  await before.kill();
  const after = await start();
  expect(after.clock.now()).toBeGreaterThan(Date.now() + 1.9 * 86_400_000);
  await after.clock.advanceTo(after.clock.now() + 1.5 * 86_400_000);
  expect(await (await fetch(`${after.url}/things/good`)).json()).toMatchObject({ state: 'done' });
  await after.stop();
  // Nobody serves the folder any more.
  expect(readdirSync(stack.dir)).not.toContain('dynamodb.pid');
});

test('a second instance on the folder is refused and the first is not disturbed', async () => {
  const first = await process();
  expect(await failure()).toContain('The data folder is in use by another instance');
  expect((await fetch(`${first.url}/things`, { method: 'POST', body: '{"id":"good"}' })).status).toBe(201);
});

test('what is missing, truncated, damaged or foreign is refused, and nothing is changed', async () => {
  await (await start()).stop();
  const kept = `${stack.dir}-kept`;
  cpSync(stack.dir, kept, { recursive: true });
  const foreign = things();
  await (await startCloud({ template: foreign.template, dir: foreign.dir })).stop();
  const database = readdirSync(kept).find((name) => name.endsWith('.db')) as string;
  const at = (name: string) => join(stack.dir, name);

  const harms: [string, () => void, string][] = [
    ['a journal that is gone', () => rmSync(at('journal.sqlite')), 'journal.sqlite is missing'],
    ['an empty journal', () => truncateSync(at('journal.sqlite')), 'journal.sqlite is empty'],
    ['half a journal', () => truncateSync(at('journal.sqlite'), 4096), 'The journal is damaged'],
    ['a journal of something else', () => writeFileSync(at('journal.sqlite'), 'x'.repeat(9000)), 'The journal is damaged'],
    ['no key', () => rmSync(at('access-key')), 'access-key is missing'],
    ['no database', () => rmSync(at(database)), 'the database of DynamoDB is missing'],
    ['an empty database', () => truncateSync(at(database)), `${database} is empty`],
    ['half a database', () => truncateSync(at(database), 8192), 'The data folder is damaged'],
    [
      "another store's journal",
      () => cpSync(join(foreign.dir, 'journal.sqlite'), at('journal.sqlite')),
      'the journal belongs to store',
    ],
  ];
  for (const [what, harm, sentence] of harms) {
    rmSync(stack.dir, { recursive: true });
    cpSync(kept, stack.dir, { recursive: true });
    harm();
    expect(await failure(), what).toContain(sentence);
    if (what !== 'half a database' && what !== 'no database' && what !== 'an empty database') {
      expect(readFileSync(at(database)).equals(readFileSync(join(kept, database))), what).toBe(true);
    }
  }
  rmSync(kept, { recursive: true });
  foreign.remove();
});
