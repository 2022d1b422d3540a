import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Harness, named, serve } from './harness.ts';

const folder = resolve(import.meta.dirname, '../../../../shared/asl-conformance');
const cases = join(folder, 'cases.json');
const present = existsSync(cases);
if (!present) console.log(`Skipped: the recorded runs of Step Functions are not at ${folder}.`);

test.skipIf(!present)('runs as the real service did in the recorded JSONata cases', { timeout: 120_000 }, async () => {
  const recorded = JSON.parse(readFileSync(cases, 'utf8')).cases as Array<{
    queryLanguage: string;
    lambda?: { kind: string; name: string; errorType: string; message: string };
  }>;
  const jsonata = recorded.filter((each) => each.queryLanguage === 'JSONata');
  const harness = new Harness();
  for (const { lambda } of jsonata) {
    if (lambda?.kind === 'echo') harness.functions[lambda.name] = (payload) => payload;
    if (lambda?.kind === 'throw')
      harness.functions[lambda.name] = () => Promise.reject(named(lambda.errorType, lambda.message));
  }
  const { endpoint, server } = await serve(harness);
  const temporary = mkdtempSync(join(tmpdir(), 'asl-'));
  try {
    writeFileSync(join(temporary, 'cases.json'), JSON.stringify({ cases: jsonata }));
    const check = [
      // It runs only when it is called by its real path.
      realpathSync(join(folder, 'check-asl.mjs')),
      '--endpoint',
      endpoint,
      '--cases',
      join(temporary, 'cases.json'),
      '--kinds',
      'echo,throw',
    ];
    const report = await new Promise<string>((done) =>
      execFile(process.execPath, check, (_error, stdout, stderr) => done(stdout + stderr)),
    );
    const [, passed, failed, skipped] = /(\d+) passed, (\d+) failed, (\d+) skipped/.exec(report) ?? [];
    if (failed !== '0') console.log(report);
    expect(Number(skipped), report).toBe(0);
    expect(Number(passed) / jsonata.length, report).toBeGreaterThanOrEqual(0.95);
  } finally {
    server.close();
    harness.close();
    rmSync(temporary, { recursive: true });
  }
});
