import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-'));
  mkdirSync(join(folder, 'tools'));
  mkdirSync(join(folder, 'bin'));
  cpSync(join(import.meta.dirname, '../../tools/install.mjs'), join(folder, 'tools/install.mjs'));
  lock('1.0.0');
  // An npm that installs the one package and counts its calls.
  const record = `{"packages":{"node_modules/a":{"version":"'$VERSION'","integrity":"x"}}}`;
  const script = [
    '#!/bin/sh',
    'echo "$@" >> calls',
    'mkdir -p node_modules/a',
    `echo '${record}' > node_modules/.package-lock.json`,
  ];
  writeFileSync(join(folder, 'bin/npm'), script.join('\n'));
  chmodSync(join(folder, 'bin/npm'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const lock = (version: string) => {
  const packages = {
    '': { name: 'x' },
    'node_modules/a': { version, integrity: 'x' },
    'node_modules/mac': { version, optional: true },
  };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
};
const install = (VERSION = '1.0.0') =>
  execFileSync(process.execPath, [join(folder, 'tools/install.mjs')], {
    env: { PATH: `${join(folder, 'node_modules/.bin')}:${join(folder, 'bin')}:/usr/bin:/bin`, VERSION },
    encoding: 'utf8',
    stdio: 'pipe',
  });
const calls = () => (existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : []);

test('a fresh checkout is installed with one line, and then left alone', () => {
  expect(install()).toBe('installing the packages of package-lock.json …\n');
  expect(install()).toBe('');
  expect(calls()).toEqual(['install --no-save --no-audit --no-fund --loglevel=error']);
});

test('another lock file is installed anew', () => {
  install();
  lock('2.0.0');
  expect(install('2.0.0')).toContain('installing');
  expect(calls()).toHaveLength(2);
});

test('what somebody installed by hand is recognised', () => {
  install();
  rmSync(join(folder, 'node_modules/.install-stamp'));
  expect(install()).toBe('');
  rmSync(join(folder, 'node_modules/.install-stamp'));
  rmSync(join(folder, 'node_modules/a'), { recursive: true });
  expect(install()).toContain('installing');
});

test('an installation that fails ends with a sentence in both languages', () => {
  writeFileSync(join(folder, 'bin/npm'), '#!/bin/sh\nexit 1\n');
  expect(install).toThrow(/安装依赖失败.*could not be installed/);
});
