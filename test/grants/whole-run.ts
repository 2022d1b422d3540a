import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { complaints, proofOf } from './proof.ts';
import { reasons } from './reasons.ts';

const STACK = 'ModelWorkerVisits';
const build = new URL('../../.build/', import.meta.url);

/** Lets the clouds of this run, in whatever process, note what they grant and what is exercised. Returns what to do at its end. */
export function recordGrants(project: TestProject): () => Promise<void> {
  const file = new URL(`grants.${process.pid}.log`, build).pathname;
  writeFileSync(file, '');
  process.env.GRANTS_FILE = file;
  return async () => {
    const lines = readFileSync(file, 'utf8').split('\n');
    rmSync(file);
    if (await isWhole(project)) report(lines);
  };
}

/** Part of the tests, or tests that failed, prove nothing about what all of them need. */
async function isWhole(project: TestProject): Promise<boolean> {
  const modules = project.vitest.state.getTestModules();
  const all = await project.globTestFiles();
  const failed = modules.some((each) => each.state() === 'failed');
  return project.config.testNamePattern === undefined && modules.length === all.testFiles.length && !failed;
}

function report(lines: readonly string[]): void {
  const proof = proofOf(lines, STACK, reasons);
  const problems = complaints(proof);
  const explained = proof.explained.map(({ grant, because }) => `${grant}: ${because}`);
  const path = new URL('grants.txt', build).pathname;
  writeFileSync(path, ['granted:', ...proof.granted, '', 'not exercised, and why:', ...explained, ''].join('\n'));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`Of ${proof.granted.length} grants all are exercised but ${explained.length} that have a reason: ${path}`);
}
