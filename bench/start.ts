import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Metric, metric } from './metric.ts';

const root = new URL('../', import.meta.url).pathname;
/** What a fresh clone has after the packages are installed, as far as `npm start` needs it. */
const CHECKOUT = ['package.json', 'package-lock.json', 'tsconfig.json', 'cdk.json'];
const FOLDERS = ['infra', 'workflows', 'functions', 'data', 'local', 'tools'];

/** `npm start` in a checkout that was never started, to its `ready` line, template and bundles included; then once more. */
export async function measureStart(): Promise<Metric[]> {
  const checkout = mkdtempSync(join(tmpdir(), 'visits-bench-'));
  try {
    for (const name of [...CHECKOUT, ...FOLDERS]) cpSync(join(root, name), join(checkout, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
    return [
      metric('start.seconds', await start(checkout), 's', 10),
      metric('start.againSeconds', await start(checkout), 's (template and data are there)'),
    ];
  } finally {
    rmSync(checkout, { recursive: true, force: true });
  }
}

async function start(cwd: string): Promise<number> {
  const began = performance.now();
  // A group of its own, because npm does not hand signals on.
  const npm = spawn('npm', ['start'], {
    cwd,
    env: { ...process.env, PORT: '0' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((end) => npm.once('close', () => end()));
  try {
    await ready(npm);
    return (performance.now() - began) / 1000;
  } finally {
    if (npm.exitCode === null) process.kill(-npm.pid!, 'SIGTERM');
    await ended;
  }
}

function ready(npm: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    npm.stderr!.on('data', (text) => {
      said += text;
    });
    createInterface(npm.stdout!).on('line', (line) => {
      if (line.startsWith('ready ')) resolve();
    });
    npm.once('error', reject);
    npm.once('close', (code) => reject(new Error(`npm start ended with ${code}: ${said.trim()}`)));
  });
}
