import * as z from 'zod/mini';
import { organisation } from '../access/directory.ts';
import { loadPerson } from '../people/store.ts';
import type { Key } from '../platform/keys.ts';
import { alarm, log } from '../platform/log.ts';
import { getAll } from '../platform/table.ts';
import type { Write } from '../platform/writes.ts';
import { NotDelivered, send } from './channels/port.ts';
import { mayGoOutAt, stillMatters, withoutRepetition } from './due.ts';
import { Notice, type Track } from './notice.ts';
import { givesUp, noted, postponed } from './outcomes.ts';
import type { Visits } from './visits.ts';
import { type Cores, type Way, waysToGroup, waysToPerson } from './ways.ts';
import { once } from './write.ts';

export interface Delivery {
  city: string;
  recipient: string;
  /** Of the recipient's notices. */
  keys: Key[];
  now: Date;
  seen: Visits;
}

/**
 * Sends what is due for one recipient: all of it in one message by each channel, so that a backlog is a digest and not a flood. What has
 * gone out is noted afterwards, so that each notice goes out at least once, under the same id at every try.
 * @throws what failed on our side; what it kept from being sent is then noted for another try
 */
export async function deliver({ city, recipient, keys, now, seen }: Delivery): Promise<void> {
  const stored = z.parse(z.array(Notice), await getAll(keys, { consistent: true }));
  const open = stored.filter(({ done, dead }) => !done && !dead).sort((a, b) => (a.at < b.at ? -1 : 1));
  if (open.length === 0) return;
  const { writes, fault } = await tried({ city, recipient, open, now, seen }).catch((error: unknown) => ({
    writes: open.map((notice) => noted(notice, 'fault', now)),
    fault: error,
  }));
  for (const write of writes) if (givesUp(write)) alarm('DeadNotices', {});
  await Promise.all(writes.map(once));
  if (fault === undefined) return;
  log.error('delivery failed', { error: fault });
  throw fault;
}

/** What is to be noted of each notice, and what failed on our side meanwhile. */
interface Tried {
  writes: Write[];
  fault?: unknown;
}

async function tried({ city, recipient, open, now, seen }: Omit<Delivery, 'keys'> & { open: Notice[] }): Promise<Tried> {
  const at = now.toISOString();
  const found = await seen.about(city, open);
  const about = ({ visit }: Notice) => (visit === undefined ? undefined : found.get(visit));
  const due = open.filter((notice) => stillMatters(notice, about(notice)?.core, at, about(notice)?.when));
  const later = new Map(due.map((notice) => [notice, mayGoOutAt(notice, at, about(notice)?.when)]));
  const told = withoutRepetition(due.filter((notice) => later.get(notice) === undefined));
  const cores = new Map([...found].map(([id, subject]) => [id, subject?.core]));
  const { outcomes, fault } = await sendAll(told.length === 0 ? [] : await waysTo(city, recipient, told, cores, now));
  const writes = open.map((notice) => {
    const again = later.get(notice);
    return again ? postponed(notice, again) : noted(notice, outcomes.get(notice) ?? new Map(), now);
  });
  return { writes, fault };
}

/** Nowhere, where there is nobody any more. */
async function waysTo(city: string, recipient: string, notices: Notice[], cores: Cores, now: Date): Promise<Way[]> {
  const person = await loadPerson(city, recipient);
  if (person) return waysToPerson(person, notices, cores, now);
  const office = await organisation(city, recipient);
  return office ? waysToGroup(office, notices, cores, city, now) : [];
}

type Outcomes = Map<Track, 'sent' | NotDelivered>;

/** What came of each way. Also what is wrong on our side does not undo what went out by the others. */
async function sendAll(ways: readonly Way[]): Promise<{ outcomes: Map<Notice, Outcomes>; fault?: unknown }> {
  const outcomes = new Map<Notice, Outcomes>();
  let fault: unknown;
  for (const { address, message, notices, track } of ways) {
    const outcome = await send(address, message).then(
      () => 'sent' as const,
      (error: unknown) => {
        if (error instanceof NotDelivered) return error;
        fault = error;
        return new NotDelivered('fault', false);
      },
    );
    if (outcome !== 'sent') log.info('not delivered', { answer: outcome.code });
    for (const notice of notices) outcomes.set(notice, new Map([...(outcomes.get(notice) ?? []), [track, outcome]]));
  }
  return { outcomes, fault };
}
