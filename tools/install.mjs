// Brings node_modules in step with package-lock.json before anything runs. Plain JavaScript for any Node from 20.19 on, without
// dependencies, because it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '..', '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.install-stamp');
const lock = readFileSync(join(root, 'package-lock.json'));
const wanted = createHash('sha256').update(lock).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  if (!corresponds()) install();
  writeFileSync(stamp, wanted);
}

/** Whether somebody has already installed just these packages: npm keeps its own record of what it put there. */
function corresponds() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const { packages: present } = JSON.parse(readFileSync(record, 'utf8'));
  const { packages: locked } = JSON.parse(lock.toString('utf8'));
  const same = (path) =>
    present[path]?.version === locked[path]?.version && present[path]?.integrity === locked[path]?.integrity;
  const needed = Object.keys(locked).filter((path) => path !== '' && !locked[path].optional && !locked[path].peer);
  return needed.every((path) => same(path) && existsSync(join(root, path))) && Object.keys(present).every(same);
}

function install() {
  console.log('installing the packages of package-lock.json …');
  // Not `npm ci`: it refuses a lock file without the optional packages of other platforms, which a mirror may not have.
  // The Node of node_modules is about to be replaced, so npm must not run on it.
  const path = (process.env.PATH ?? '').split(delimiter).filter((each) => !each.startsWith(modules));
  const windows = process.platform === 'win32';
  const { status } = spawnSync(
    windows ? 'npm.cmd' : 'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, PATH: path.join(delimiter) },
      shell: windows,
    },
  );
  if (status === 0) return;
  console.error('安装依赖失败（npm install）。The packages could not be installed (npm install).');
  process.exit(1);
}
