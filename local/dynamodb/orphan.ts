import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Who serves a folder. A pid alone may have been given to another process since; together with its start time it may not. */
interface Owner {
  readonly pid: number;
  readonly startTime: string;
}

const PATIENCE = 5_000;

/** Writes down which process serves the folder. */
export function recordServer(dir: string, pid: number): void {
  writeFileSync(file(dir), JSON.stringify({ pid, startTime: startTime(pid) }), { mode: 0o600 });
}

/** The folder's server has ended. */
export function forgetServer(dir: string): void {
  rmSync(file(dir), { force: true });
}

/**
 * Ends the server that an earlier runtime left behind on this folder: Java outlives a `kill -9` of the runtime, and two servers
 * on one folder corrupt it. A process that is not provably that server is left alone, also where the folder is a copy of another
 * that is still served.
 * @returns the pid that was ended
 */
export async function endOrphan(dir: string): Promise<number | undefined> {
  const owner = read(dir);
  if (!owner || !serves(owner, dir)) return undefined;
  process.kill(owner.pid, 'SIGTERM');
  for (let waited = 0; serves(owner, dir); waited += 20) {
    if (waited === PATIENCE) process.kill(owner.pid, 'SIGKILL');
    await delay(20);
  }
  forgetServer(dir);
  return owner.pid;
}

function serves(owner: Owner, dir: string): boolean {
  const line = commandLine(owner.pid);
  const here = `-dbPath ${realpathSync(dir)} `;
  return startTime(owner.pid) === owner.startTime && line.includes('DynamoDBLocal.jar') && line.includes(here);
}

function read(dir: string): Owner | undefined {
  if (!existsSync(file(dir))) return undefined;
  try {
    const owner = JSON.parse(readFileSync(file(dir), 'utf8')) as Owner;
    return Number.isInteger(owner.pid) && owner.pid > 1 && owner.startTime ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** When the process started, in the system's own words; '' when it is gone, also when it only waits for its parent to notice. */
function startTime(pid: number): string {
  if (!existsSync('/proc/self/stat')) return ps('lstart=', pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may contain blanks; after it come the state and, as the twentieth, the start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function commandLine(pid: number): string {
  if (!existsSync('/proc/self/stat')) return ps('command=', pid);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function ps(column: string, pid: number): string {
  try {
    return execFileSync('ps', ['-ww', '-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function file(dir: string): string {
  return join(dir, 'dynamodb.pid');
}
