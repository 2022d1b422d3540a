import { cities } from '../access/directory.ts';
import { discreet } from '../platform/discreet.ts';
import { log } from '../platform/log.ts';
import { closeDays } from './close-days.ts';

/** Some city's days wait for the next night; the log names it. */
class NotSealed extends Error {
  override name = 'NotSealed';
}

/**
 * Every night: seals the days that are over. One failing city does not keep the others waiting; the next night takes up what was left,
 * and the failure is told. Its answer says that there is nothing to seal until something happens: AWS does not listen, the local cloud
 * saves itself the nights in between.
 */
export const handler = discreet(async (): Promise<{ idleUntil?: null }> => {
  let more = false;
  let failed = false;
  for (const city of await cities()) {
    try {
      more = (await closeDays(city, new Date())).more || more;
    } catch (error) {
      log.error('a city could not be sealed', { city, error });
      failed = true;
    }
  }
  if (failed) throw new NotSealed();
  return more ? {} : { idleUntil: null };
});
