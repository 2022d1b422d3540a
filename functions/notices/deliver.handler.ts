import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { cities } from '../access/directory.ts';
import { discreet } from '../platform/discreet.ts';
import { DELIVERY, deliveryOf, type Key, MAILS } from '../platform/keys.ts';
import { log } from '../platform/log.ts';
import { queryIndex } from '../platform/table.ts';
import { deliver } from './deliver.ts';
import { deliverMessage } from './deliver-message.ts';

const Written = z.object({ pk: z.string(), sk: z.string() });

/**
 * Sends what people are told: at once what was just written, and every five minutes what waited for its time, or for another try. Its
 * answer says until when there is nothing to send: AWS does not listen, the local cloud saves itself the firings in between.
 */
export const handler = discreet(async (event: EventBridgeEvent<string, unknown>): Promise<{ idleUntil?: string | null }> => {
  const now = new Date();
  const type = event['detail-type'];
  if (type === 'notice-written') await toOne([z.parse(Written, event.detail)], now);
  else if (type === 'message-written') await deliverMessage(z.parse(Written, event.detail), now);
  else return allThatIsDue(now);
  return {};
});

async function allThatIsDue(now: Date): Promise<{ idleUntil?: string | null }> {
  const next: string[] = [];
  let failed = false;
  const places = [...(await cities()), MAILS];
  for (const place of places) {
    const found = (await queryIndex(DELIVERY, deliveryOf(place), { upTo: now.toISOString() })) as unknown as Key[];
    const due = found.map(({ pk, sk }): Key => ({ pk, sk }));
    const byRecipient = Map.groupBy(due, ({ pk }) => pk);
    for (const keys of byRecipient.values()) {
      try {
        await (place === MAILS ? Promise.all(keys.map((key) => deliverMessage(key, now))) : toOne(keys, now));
      } catch (error) {
        log.error('delivery failed', { error });
        failed = true;
      }
    }
    const [later] = await queryIndex(DELIVERY, deliveryOf(place), { after: now.toISOString(), limit: 1 });
    if (later) next.push(later[DELIVERY.sk] as string);
  }
  return failed ? {} : { idleUntil: next.sort()[0] ?? null };
}

/** All of these stand in one recipient's partition. */
async function toOne(keys: Key[], now: Date): Promise<void> {
  const [city, , recipient] = keys[0]!.pk.split('#') as [string, string, string];
  await deliver(city, recipient, keys, now);
}
