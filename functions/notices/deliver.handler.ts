import type { EventBridgeEvent } from 'aws-lambda';
import pMap from 'p-map';
import * as z from 'zod/mini';
import { cities } from '../access/directory.ts';
import { discreet } from '../platform/discreet.ts';
import { DELIVERY, deliveryOf, MAILS } from '../platform/keys.ts';
import { log } from '../platform/log.ts';
import { dueIn } from '../platform/table.ts';
import { deliver } from './deliver.ts';
import { deliverMessage } from './deliver-message.ts';
import { Visits } from './visits.ts';

const Key = z.object({ pk: z.string(), sk: z.string() });
type Key = z.infer<typeof Key>;
const Written = z.object({ keys: z.array(Key) });

/**
 * Sends what people are told: at once what was just written, and every five minutes what waited for its time, or for another try. Its
 * answer says until when there is nothing to send: AWS does not listen, the local cloud saves itself the firings in between.
 */
export const handler = discreet(async (event: EventBridgeEvent<string, unknown>): Promise<{ idleUntil?: string | null }> => {
  const now = new Date();
  const type = event['detail-type'];
  if (type === 'notices-written') await toAll(z.parse(Written, event.detail).keys, now);
  else if (type === 'message-written') await deliverMessage(z.parse(Key, event.detail), now);
  else return allThatIsDue(now);
  return {};
});

async function allThatIsDue(now: Date): Promise<{ idleUntil?: string | null }> {
  const next: string[] = [];
  let failed = false;
  for (const place of [...(await cities()), MAILS]) {
    const found = await dueIn(DELIVERY, deliveryOf(place), now.toISOString());
    if (found.next !== undefined) next.push(found.next);
    try {
      await (place === MAILS ? Promise.all(found.due.map((key) => deliverMessage(key, now))) : toAll(found.due, now));
    } catch (error) {
      log.error('delivery failed', { error });
      failed = true;
    }
  }
  return failed ? {} : { idleUntil: next.sort()[0] ?? null };
}

/** So many recipients at a time: sending is mostly waiting for providers, who do not like to be flooded either. */
const AT_ONCE = 8;

/**
 * To each recipient what is theirs. Whoever cannot be served does not keep the others waiting.
 * @throws what went wrong, when all others are served
 */
async function toAll(keys: readonly Key[], now: Date): Promise<void> {
  const seen = new Visits();
  const toOne = ([pk, own]: [string, Key[]]) => {
    const [city, , recipient] = pk.split('#') as [string, string, string];
    return deliver({ city, recipient, keys: own, now, seen });
  };
  await pMap(
    Map.groupBy(keys, ({ pk }) => pk),
    toOne,
    { concurrency: AT_ONCE, stopOnError: false },
  );
}
