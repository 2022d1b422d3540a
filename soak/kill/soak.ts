import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences } from './difference.ts';
import { planOf } from './plan.ts';
import { type Outcome, run } from './run.ts';
import type { Tally } from './victim.ts';

export interface Options {
  /** How often the runtime is killed. */
  points: number;
  visits: number;
  /** Decides where; the same seed, the same points. */
  seed: number;
  /** So many runs side by side share the points; each tells all visits. */
  lanes?: number;
  /** Hears how far it has come. */
  tell?: (line: string) => void;
}

export interface Report {
  seed: number;
  points: number;
  visits: number;
  /** What people did, and how often the clock was set. */
  commands: number;
  tally: Tally;
  seconds: number;
  /** Where an end differs from that of the undisturbed run, and what was left behind; empty when all is well. */
  findings: string[];
  /** Where the data is, if there are findings. */
  folder?: string;
}

/** Tells how many kills have been survived after every so many. */
const TELL_EVERY = 50;

/** What lets a start be over sooner: code that was compiled before, and Java that does not optimise for a long life. */
const quickStarts = (folder: string) => ({
  NODE_COMPILE_CACHE: join(folder, 'compiled'),
  JAVA_TOOL_OPTIONS: `${process.env.JAVA_TOOL_OPTIONS ?? ''} -XX:TieredStopAtLevel=1`.trim(),
});

/** Runs the script once undisturbed, then with `kill -9` at random points, and holds the ends against each other. */
export async function soak({ points, visits, seed, lanes = 1, tell = () => {} }: Options): Promise<Report> {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kill-')));
  const environment = quickStarts(folder);
  const calm = await run(visits, { dir: join(folder, 'undisturbed'), environment });
  tell(`undisturbed: ${visits} visits, ${calm.kinds.length} commands, ${seconds()} s`);
  let kills = 0;
  const onKill = () => ++kills % TELL_EVERY === 0 && tell(`killed ${kills} times, ${seconds()} s`);
  const killed = await Promise.allSettled(
    Array.from({ length: lanes }, (_, lane) => {
      const plan = planOf(seed + lane, calm.kinds, Math.floor((points + lane) / lanes));
      return run(visits, { dir: join(folder, `killed-${lane + 1}`), plan, environment, onKill });
    }),
  );
  const ends = killed.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const findings = [
    ...calm.left.map((left) => `left by the undisturbed run: ${left}`),
    ...killed.flatMap((each) => (each.status === 'fulfilled' ? held(calm, each.value) : [String(each.reason.message)])),
  ];
  if (findings.length === 0) rmSync(folder, { recursive: true });
  const figures = { commands: calm.kinds.length, tally: sum(ends), seconds: seconds() };
  return { seed, points, visits, ...figures, findings, ...(findings.length > 0 && { folder }) };
}

/** One end against the other. */
const held = (calm: Outcome, killed: Outcome): string[] => [
  ...differences(calm.told, killed.told, 'when all was told'),
  ...differences(calm.afterwards, killed.afterwards, 'sixty days later'),
  ...killed.left.map((left) => `left: ${left}`),
];

function sum(ends: Outcome[]): Tally {
  const total: Tally = { lost: 0, answered: 0, starting: 0, advancing: 0 };
  for (const { tally } of ends) for (const kind of Object.keys(total) as (keyof Tally)[]) total[kind] += tally[kind];
  return total;
}
