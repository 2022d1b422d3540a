import { cities } from '../access/directory.ts';
import { SWEEP, sweepOf, taskKey, visitKey } from '../platform/keys.ts';
import { log } from '../platform/log.ts';
import { queryIndex } from '../platform/table.ts';
import { sweepTask, sweepVisit } from './sweep.ts';

/**
 * Every quarter of an hour: looks at whatever is due. One failing item does not keep the others waiting; it is met again at the
 * next sweep. Safe to run twice, late, or side by side.
 */
export async function handler(): Promise<void> {
  const now = new Date();
  for (const city of await cities()) {
    const due = await queryIndex(SWEEP, sweepOf(city), { upTo: now.toISOString() });
    for (const { pk, sk } of due as { pk: string; sk: string }[]) {
      const visit = pk.slice(visitKey(city, '').pk.length);
      const task = sk.slice(taskKey(city, '', '').sk.length);
      try {
        await (sk === visitKey(city, visit).sk ? sweepVisit(city, visit, now) : sweepTask(city, visit, task, now));
      } catch (error) {
        log.error('sweep failed', { visit, sk, error });
      }
    }
  }
}
