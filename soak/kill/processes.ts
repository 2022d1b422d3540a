import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A living process. */
export interface Process {
  pid: number;
  command: string;
}

/** The processes that belong to a data folder: the runtime, whose environment names it, and the Java that it started. @param dir its real path */
export function processesOf(dir: string): Process[] {
  if (!existsSync('/proc/self/environ')) return servers(dir);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parts(pid, 'environ').includes(`DATA_DIR=${dir}`))
    .map((pid) => ({ pid: Number(pid), command: parts(pid, 'cmdline').join(' ') }));
}

/** What a process says of itself; nothing when it has ended meanwhile, or is another user's. */
function parts(pid: string, file: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter(Boolean);
  } catch {
    return [];
  }
}

/** Where a process's environment cannot be read: only the Java of the folder, which names it as an argument. */
function servers(dir: string): Process[] {
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(`-dbPath ${dir} `))
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim().replace(/^\d+ /, '') }));
}
