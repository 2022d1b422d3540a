import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DynamoDbAddress, DynamoDbError, dynamoDbClient } from './client.ts';
import { endOrphan, forgetServer, recordServer } from './orphan.ts';

/** Java is absent or too old. */
export class JavaMissing extends Error {
  override name = 'JavaMissing';
  constructor(reason: string) {
    super(`DynamoDB Local needs Java 17 or newer on the PATH: ${reason}`);
  }
}

/** The server ended before it answered; the message is its own. */
export class DynamoDbFailed extends Error {
  override name = 'DynamoDbFailed';
}

/** A database, and how long it is there. */
export interface Database extends DynamoDbAddress {
  /** Resolves when its server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface DynamoDbServer extends Database {
  readonly pid: number;
}

/** A fresh database on a server that somebody else starts and ends: databases are kept apart by access key. */
export const databaseOn = (endpoint: string): Database => ({
  endpoint,
  accessKeyId: freshKey(),
  ended: new Promise(() => {}),
  stop: () => Promise.resolve(),
});

const JVM = ['-Xshare:auto', '-XX:+UseSerialGC', '-Xms64m', '-Xmx512m'];
/** Measured: ready a quarter of a second earlier and ahead for the first few thousand transactions, more than a test makes. */
const SHORT_LIVED = ['-XX:TieredStopAtLevel=1'];
const ATTEMPTS = 3;
const PORT_TAKEN = /Failed to bind/;

/**
 * Starts Amazon's DynamoDB Local on a free port and waits until it answers.
 * @param options.dir an existing folder for data that lasts; without it the data lives in memory.
 * @param options.isLongLived whether data in memory serves a run of many minutes.
 * @param options.accessKeyId chooses the database; by default the folder's own key, or a fresh one in memory.
 * @throws JavaMissing, DynamoDbFailed
 */
export async function startDynamoDb(
  options: { dir?: string; accessKeyId?: string; isLongLived?: boolean } = {},
): Promise<DynamoDbServer> {
  const dir = options.dir === undefined ? undefined : realpathSync(options.dir);
  if (dir !== undefined) await endOrphan(dir);
  const accessKeyId = options.accessKeyId ?? (dir === undefined ? freshKey() : folderKey(dir));
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(dir, accessKeyId, options.isLongLived ?? dir !== undefined);
    } catch (error) {
      // The port was free a moment ago; somebody may have been faster.
      if (!(error instanceof DynamoDbFailed && PORT_TAKEN.test(error.message)) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function launch(dir: string | undefined, accessKeyId: string, isLongLived: boolean): Promise<DynamoDbServer> {
  const port = await freePort();
  const home = join(dirname(createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json')), 'emulator');
  const place = dir === undefined ? ['-inMemory'] : ['-dbPath', dir];
  const compiler = isLongLived ? [] : SHORT_LIVED;
  const program = [`-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`, '-jar', join(home, 'DynamoDBLocal.jar')];
  const child = spawn('java', [...JVM, ...compiler, ...program, ...place, '-disableTelemetry', '-port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The option alone still leaves a file that says "telemetryEnabled": "true"; the variable does not (tried).
    env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' },
    // Ctrl-C must not end a lasting database before the runtime has finished with it.
    detached: dir !== undefined,
  });
  const ended = new Promise<void>((end) => child.once('close', () => end()).once('error', () => end()));
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(['ENOENT', 'EACCES'].includes(error.code ?? '') ? new JavaMissing('there is none') : error),
    );
    const said = listen(child, (text) => {
      // Without its port the server stays alive and serves nobody.
      if (PORT_TAKEN.test(text)) reject(explain(text));
    });
    child.once('close', () => reject(explain(said())));
  });
  failed.catch(() => {});
  const { pid } = child;
  if (pid === undefined) return failed;
  if (dir !== undefined) recordServer(dir, pid);
  const lastResort = () => child.kill('SIGKILL');
  process.once('exit', lastResort);
  void ended.then(() => {
    process.off('exit', lastResort);
    if (dir !== undefined) forgetServer(dir);
  });
  const address = { endpoint: `http://127.0.0.1:${port}`, accessKeyId };
  try {
    await Promise.race([answers(address, ended), failed]);
  } catch (error) {
    await end(child, ended);
    throw error;
  }
  return { ...address, pid, ended, stop: () => end(child, ended) };
}

async function answers(address: DynamoDbAddress, ended: Promise<void>): Promise<void> {
  const call = dynamoDbClient(address);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  try {
    while (!over) {
      const answer = await call('ListTables', {}).catch((error: unknown) => error);
      if (answer instanceof DynamoDbError) throw answer;
      if (!(answer instanceof Error)) return;
      await delay(15);
    }
  } finally {
    call.close();
  }
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(impatience);
}

/** Keeps the last of what the server prints, so that a failure can be explained. */
function listen(child: ChildProcess, hear: (text: string) => void): () => string {
  let text = '';
  const keep = (chunk: Buffer) => {
    text = (text + chunk).slice(-4_000);
    hear(text);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => text.trim();
}

function explain(said: string): Error {
  if (/UnsupportedClassVersionError|Unrecognized.*option/.test(said)) return new JavaMissing('the one found is too old');
  if (/Unable to locate a Java Runtime/i.test(said)) return new JavaMissing('there is none');
  return new DynamoDbFailed(`DynamoDB Local did not start: ${said || 'it said nothing'}`);
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolvePort(port));
    });
  });
}

/** A new key would be an empty database: it is generated once and kept where only the owner reads it. */
function folderKey(dir: string): string {
  const path = join(dir, 'access-key');
  try {
    writeFileSync(path, freshKey(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  chmodSync(path, 0o600);
  return readFileSync(path, 'utf8').trim();
}

function freshKey(): string {
  return `LOCAL${randomBytes(10).toString('hex').toUpperCase()}`;
}
