import { nextAct } from './calendar.ts';
import { leftInJournal } from './journal.ts';
import type { Kind } from './plan.ts';
import { processesOf } from './processes.ts';
import { play } from './script.ts';
import { type Snapshot, snapshot } from './snapshot.ts';
import { type Tally, Victim, type VictimOptions } from './victim.ts';

/** Longer than any deadline: what was asked when the stories ended is over by then. */
const AFTERWARDS = 60 * 24 * 3_600_000;

/** What came out of one run. */
export interface Outcome {
  /** When all stories have been told. */
  told: Snapshot;
  /** Long after, when every timer has gone off that was set. */
  afterwards: Snapshot;
  /** Processes and undelivered events that should not be there after the end. */
  left: string[];
  kinds: Kind[];
  tally: Tally;
}

/** Tells the stories of so many visits from a fresh folder to its end. No process of the folder stays, whatever happens. */
export async function run(visits: number, options: VictimOptions): Promise<Outcome> {
  const { dir } = options;
  const victim = await Victim.start(options);
  try {
    const { visits: all, now } = await play(victim, visits);
    const end = nextAct(now + 1);
    await victim.advanceTo(end);
    const told = await snapshot(victim, all, end);
    await victim.advanceTo(end + AFTERWARDS);
    const afterwards = await snapshot(victim, all, end + AFTERWARDS);
    await victim.stop();
    const left = [...processesOf(dir).map(({ pid, command }) => `process ${pid} ${command}`), ...leftInJournal(dir)];
    return { told, afterwards, left, kinds: victim.kinds, tally: victim.tally };
  } catch (error) {
    throw new Error([(error as Error).message, ...victim.complaints].join('\n'), { cause: error });
  } finally {
    for (const { pid } of processesOf(dir)) process.kill(pid, 'SIGKILL');
  }
}
