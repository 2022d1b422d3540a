import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dynamoDbClient } from '../../../local/dynamodb/client.ts';
import { JavaMissing, startDynamoDb } from '../../../local/dynamodb/server.ts';

const SERVER = new URL('../../../local/dynamodb/server.ts', import.meta.url).href;
let dir: string;
let java: number | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'dynamodb-'));
});

afterEach(() => {
  if (java !== undefined && alive(java)) process.kill(java, 'SIGKILL');
  java = undefined;
  rmSync(dir, { recursive: true, force: true });
});

/** A runtime of its own that starts the server on the folder and can be killed. */
async function otherRuntime(): Promise<ChildProcess> {
  const code = `import { startDynamoDb } from ${JSON.stringify(SERVER)};
    const server = await startDynamoDb({ dir: ${JSON.stringify(dir)} });
    console.log(server.pid);
    setInterval(() => {}, 1000);`;
  const runtime = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(runtime.stdout!, 'data');
  java = Number(said);
  return runtime;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // An orphan that nobody has buried yet is dead.
  return !existsSync('/proc/self/stat') || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

describe('a database in a folder', { timeout: 60_000 }, () => {
  test('survives kill -9 of the runtime: the next start ends the orphan and finds the data', async () => {
    const runtime = await otherRuntime();
    const orphan = java as number;
    runtime.kill('SIGKILL');
    await once(runtime, 'exit');
    expect(alive(orphan)).toBe(true);

    const second = await startDynamoDb({ dir });
    try {
      expect(second.pid).not.toBe(orphan);
      expect(alive(orphan)).toBe(false);
      const call = dynamoDbClient(second);
      await call('CreateTable', {
        TableName: 'visits',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      });
      call.close();
    } finally {
      await second.stop();
    }
    expect(existsSync(join(dir, 'dynamodb.pid'))).toBe(false);

    const third = await startDynamoDb({ dir });
    const call = dynamoDbClient(third);
    expect(await call('ListTables', {})).toEqual({ TableNames: ['visits'] });
    call.close();
    await third.stop();
  });

  test('keeps its access key where only the owner reads it', async () => {
    const server = await startDynamoDb({ dir });
    await server.stop();
    const path = join(dir, 'access-key');
    expect(readFileSync(path, 'utf8')).toBe(server.accessKeyId);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('leaves a stranger alone that was given the recorded pid', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(join(dir, 'dynamodb.pid'), JSON.stringify({ pid: stranger.pid, startTime: '1' }));
    const server = await startDynamoDb({ dir });
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill();
    await server.stop();
  });
});

test('without Java there is one clear sentence', async () => {
  const path = process.env.PATH;
  process.env.PATH = dir;
  try {
    await expect(startDynamoDb()).rejects.toThrow(JavaMissing);
    await expect(startDynamoDb()).rejects.toThrow('DynamoDB Local needs Java 17 or newer on the PATH: there is none');
    writeFileSync(join(dir, 'java'), '#!/bin/sh\necho "java.lang.UnsupportedClassVersionError: 61.0" >&2\nexit 1\n', {
      mode: 0o755,
    });
    await expect(startDynamoDb()).rejects.toThrow('the one found is too old');
  } finally {
    process.env.PATH = path;
  }
});
