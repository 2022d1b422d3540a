import { cities } from '../access/directory.ts';
import { put } from '../events/bus.ts';
import { sweepErasure } from '../personal/sweep-erasure.ts';
import { discreet } from '../platform/discreet.ts';
import { INTERNAL } from '../platform/event-names.ts';
import { erasuresOf, extensionsOf, type Key, SWEEP, sweepOf, taskKey, visitKey } from '../platform/keys.ts';
import { log, measure } from '../platform/log.ts';
import { dueIn } from '../platform/table.ts';
import { sweepExtension } from '../policy/extend.ts';
import { type Seen, sweepTask, sweepVisit } from './sweep.ts';

/**
 * Every quarter of an hour: looks at whatever is due, and lets go out what people are told of it. One failing item does not keep the
 * others waiting; it is met again at the next sweep. Safe to run twice, late, or side by side. Its answer says until when there is
 * nothing to look at: AWS does not listen, the local cloud saves itself the sweeps in between.
 */
export const handler = discreet(async (): Promise<{ idleUntil?: string | null }> => {
  const now = new Date().toISOString();
  const next: string[] = [];
  const looks: (Seen | 'failed')[] = [];
  for (const city of await cities()) {
    const found = await dueIn(SWEEP, sweepOf(city), now);
    for (const item of found.due) looks.push(await look(city, item));
    if (found.next !== undefined) next.push(found.next);
  }
  const seen = looks.filter((each) => each !== 'failed');
  if (seen.some(({ told }) => told)) await put([{ Source: INTERNAL, DetailType: 'notices-due', detail: {} }]);
  // Told by every sweep, so that one that does not come is noticed, too.
  measure('OldestOpenTaskHours', Math.max(0, ...seen.map(({ hoursOver = 0 }) => hoursOver)));
  measure('OldestWakeUpMinutes', Math.max(0, ...seen.map(({ minutesAsleep = 0 }) => minutesAsleep)));
  return looks.includes('failed') ? {} : { idleUntil: next.sort()[0] ?? null };
});

async function look(city: string, { pk, sk }: Key): Promise<Seen | 'failed'> {
  const visit = pk.slice(visitKey(city, '').pk.length);
  try {
    if (pk === erasuresOf(city)) await sweepErasure(city, sk, new Date());
    else if (pk === extensionsOf(city)) await sweepExtension(city, Number(sk), new Date());
    else if (sk === visitKey(city, visit).sk) await sweepVisit(city, visit, new Date());
    else return await sweepTask(city, visit, sk.slice(taskKey(city, '', '').sk.length), new Date());
    return {};
  } catch (error) {
    log.error('sweep failed', { visit, sk, error });
    return 'failed';
  }
}
