import { DELIVERY, deadOf, deliveryOf, type Key, noticeKey } from '../platform/keys.ts';
import type { Instant } from '../platform/schema.ts';
import type { Item, Write } from '../platform/writes.ts';
import { nextTry } from './backoff.ts';
import type { NotDelivered } from './channels/port.ts';
import type { Notice, Track } from './notice.ts';
import { Told } from './write.ts';

/** What is written of a notice after a try to send it. Pure. */

/** What came of a try: by each channel or robot, or nothing at all because something of ours failed before anything was sent. */
export type Outcomes = ReadonlyMap<Track, 'sent' | NotDelivered> | 'fault';

/** What has gone out is written down; what has not is tried again later, and at last left to somebody who looks. */
export function noted(notice: Notice, outcomes: Outcomes, now: Date): Write {
  const sent = { ...notice.sent };
  const refused = { ...notice.refused };
  let waits = outcomes === 'fault';
  for (const [track, outcome] of outcomes === 'fault' ? [] : outcomes) {
    if (outcome === 'sent') sent[track] = now.toISOString();
    else if (outcome.permanent) refused[track] = outcome.code;
    else waits = true;
  }
  const failures = (notice.failures ?? 0) + 1;
  const again = waits ? nextTry(failures, now) : undefined;
  const [hasGone, isRefused] = [Object.keys(sent).length > 0, Object.keys(refused).length > 0];
  const told = { ...(hasGone && { sent }), ...(isRefused && { refused }), ...(waits && { failures }) };
  if (again) return unlessDone(notice, { ...told, ...waiting(notice.city, again) });
  if (waits || (isRefused && !hasGone)) {
    const since = { [DELIVERY.pk]: deadOf(notice.city), deliverAt: now.toISOString() };
    return unlessDone(notice, { ...told, dead: true, ...since });
  }
  return { update: keyOf(notice), set: { ...told, done: true }, remove: [DELIVERY.pk, DELIVERY.sk] };
}

/** It would be heard at the wrong hour. */
export const postponed = (notice: Notice, deliverAt: Instant): Write => unlessDone(notice, waiting(notice.city, deliverAt));

/** Whether a write gives a notice up. */
export const givesUp = (write: Write): boolean => 'update' in write && write.set?.dead === true;

const keyOf = ({ city, recipient, at, cause }: Notice): Key => noticeKey(city, recipient, at, cause);
const waiting = (city: string, deliverAt: Instant): Item => ({ [DELIVERY.pk]: deliveryOf(city), deliverAt });

/** Two deliveries may meet: what the other has sent does not wait any more. */
const unlessDone = (notice: Notice, set: Item): Write => ({
  ...{ update: keyOf(notice), set },
  where: { done: { missing: true } },
  otherwise: () => new Told(),
});
