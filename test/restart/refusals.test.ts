import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Runtime } from './runtime.ts';

let folder: string;
let first: Runtime;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'refusals-'));
  first = await Runtime.start(join(folder, 'first'));
});
afterAll(async () => {
  await Runtime.stopAll();
  rmSync(folder, { recursive: true });
});

/** It ended by itself, with one line in both languages, and left no server behind. */
function refused(runtime: Runtime, sentence: RegExp): void {
  const { code, lines } = runtime.complaint;
  expect([code, lines]).toEqual([1, [expect.stringMatching(sentence)]]);
  expect(lines[0]).toMatch(/[一-鿿].*[A-Z]/);
}

const contents = (dir: string) =>
  readdirSync(dir)
    .sort()
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex'),
    ]);

test('a second instance on the same folder is refused, and the first keeps working', async () => {
  const city = await first.city();
  const visit = await city.person('school-donghu-02').asksFor({ speakerId: 'speaker-002' });
  refused(await Runtime.start(first.dir), /in use by another instance/);
  await city.person('union-donghu').approves(visit);
  expect((await city.person('school-donghu-02').visit(visit)).status).toBe('awaiting-release');
});

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => other.once('listening', listening));
  const { port } = other.address() as { port: number };
  const dir = join(folder, 'port');
  const runtime = await Runtime.start(dir, { PORT: String(port) });
  refused(runtime, new RegExp(`Port ${port} is taken`));
  expect(runtime.java).toBe(undefined);
  other.close();
});

test('without Java it says what is missing', async () => {
  const runtime = await Runtime.start(join(folder, 'without'), { PATH: join(folder, 'nowhere'), JAVA_HOME: '' });
  refused(runtime, /Java 17/);
});

test('a setting that cannot be used is named', async () => {
  refused(await Runtime.start(join(folder, 'setting'), { PORT: 'eighty' }), /PORT must be a number/);
  refused(await Runtime.start(join(folder, 'setting'), { CLOCK: 'tomorrow' }), /CLOCK must be an instant/);
  expect(existsSync(join(folder, 'setting'))).toBe(false);
});

test('a damaged folder is refused and left as it is', async () => {
  await first.stop();
  const database = readdirSync(first.dir).find((name) => name.endsWith('.db'))!;
  const harms: [(dir: string) => void, RegExp][] = [
    [(dir) => truncateSync(join(dir, 'journal.sqlite'), 5000), /journal is damaged; nothing was changed/],
    [(dir) => rmSync(join(dir, 'journal.sqlite')), /journal\.sqlite is missing/],
    [(dir) => rmSync(join(dir, 'master-key')), /master-key is missing/],
    [(dir) => truncateSync(join(dir, 'master-key'), 20), /master-key is not a master key/],
    [(dir) => truncateSync(join(dir, database), 20_000), /data folder is damaged; nothing was changed/],
  ];
  for (const [i, [harm, sentence]] of harms.entries()) {
    const dir = join(folder, `damaged-${i}`);
    cpSync(first.dir, dir, { recursive: true });
    harm(dir);
    const before = contents(dir);
    refused(await Runtime.start(dir), sentence);
    expect(contents(dir)).toEqual(before);
  }
});
