import { attempt } from '../platform/attempt.ts';
import { visitKey } from '../platform/keys.ts';
import { alarm } from '../platform/log.ts';
import { get } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { changeVisit } from './changes.ts';
import { eventWrite } from './events.ts';
import type { Run } from './execution.ts';
import { commitVisit } from './store.ts';
import { Visit } from './visit.ts';

/** After so many dead executions of one epoch an operator must look. */
export const MOST_RUNS = 3;

/** What follows from a dead execution: nothing when it is history, the next run, or `stuck`. */
export function nextRun(visit: Visit, dead: Run, now: Date): { writes: Write[]; stuck: boolean } {
  if (visit.ended || visit.stuck || visit.epoch !== dead.epoch || visit.run !== dead.run) return { writes: [], stuck: false };
  const stuck = visit.run >= MOST_RUNS;
  const set = stuck ? { stuck } : { run: visit.run + 1 };
  return {
    stuck,
    writes: [changeVisit(visit, now, set), eventWrite(visit, stuck ? 'stuck' : 'execution-restarted', now, { run: dead.run })],
  };
}

/** Lets the next run follow a dead execution; the stream then starts it. Safe to call twice. */
export const restart = (dead: Run): Promise<void> =>
  attempt(async (consistent) => {
    const visit = await get(Visit, visitKey(dead.city, dead.visit), { consistent });
    if (!visit) return;
    const { writes, stuck } = nextRun(visit, dead, new Date());
    if (writes.length > 0) await commitVisit(visit, writes);
    if (stuck) alarm('StuckVisits', { visit: dead.visit, epoch: dead.epoch });
  });
