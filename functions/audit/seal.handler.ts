import { cities } from '../access/directory.ts';
import { log } from '../platform/log.ts';
import { closeDays } from './close-days.ts';

/**
 * Every night: seals the days that are over. One failing city does not keep the others waiting; the next night takes up what was left,
 * and the failure is told. Its answer says that there is nothing to seal until something happens: AWS does not listen, the local cloud
 * saves itself the nights in between.
 */
export async function handler(): Promise<{ idleUntil?: null }> {
  let more = false;
  const failed: string[] = [];
  for (const city of await cities()) {
    try {
      more = (await closeDays(city, new Date())).more || more;
    } catch (error) {
      log.error('a city could not be sealed', { city, error });
      failed.push(city);
    }
  }
  if (failed.length > 0) throw new Error(`not sealed: ${failed.join(', ')}`);
  return more ? {} : { idleUntil: null };
}
