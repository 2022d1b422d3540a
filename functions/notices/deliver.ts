import * as z from 'zod/mini';
import { organisation } from '../access/directory.ts';
import { loadPerson } from '../people/store.ts';
import { DELIVERY, deadOf, deliveryOf, type Key, noticeKey } from '../platform/keys.ts';
import { alarm, log } from '../platform/log.ts';
import type { Instant } from '../platform/schema.ts';
import { commit, getAll } from '../platform/table.ts';
import type { Item, Write } from '../platform/writes.ts';
import { loadVisit, type VisitCore } from '../visits/store.ts';
import { nextTry } from './backoff.ts';
import { type Address, NotDelivered, send } from './channels/port.ts';
import { mayGoOutAt, stillMatters, withoutRepetition } from './due.ts';
import { Notice, type Outgoing, type Route } from './notice.ts';
import { whenOf } from './notify.ts';
import { type Cores, type Way, waysToGroup, waysToPerson } from './ways.ts';
import type { When } from './write.ts';

/** The visits that notices are about, each read once for all who are told of it at the same moment. */
export class Visits {
  readonly #read = new Map<string, Promise<{ core: VisitCore; when: When } | undefined>>();

  of(city: string, id: string): Promise<{ core: VisitCore; when: When } | undefined> {
    const known = this.#read.get(`${city} ${id}`) ?? this.#load(city, id);
    this.#read.set(`${city} ${id}`, known);
    return known;
  }

  async #load(city: string, id: string): Promise<{ core: VisitCore; when: When } | undefined> {
    const core = await loadVisit(city, id, true);
    return core && { core, when: await whenOf(core) };
  }
}

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
 */
export async function deliver({ city, recipient, keys, now, seen }: Delivery): Promise<void> {
  const stored = z.parse(z.array(Notice), await getAll(keys, { consistent: true }));
  const open = stored.filter(({ done, dead }) => !done && !dead).sort((a, b) => (a.at < b.at ? -1 : 1));
  if (open.length === 0) return;
  const at = now.toISOString();
  const visits = [...new Set(open.flatMap(({ visit }) => visit ?? []))];
  const found = new Map(await Promise.all(visits.map(async (id) => [id, await seen.of(city, id)] as const)));
  const about = ({ visit }: Notice) => (visit === undefined ? undefined : found.get(visit));
  const due = open.filter((notice) => stillMatters(notice, about(notice)?.core, at, about(notice)?.when));
  const later = new Map(due.map((notice) => [notice, mayGoOutAt(notice, at, about(notice)?.when)]));
  const told = withoutRepetition(due.filter((notice) => later.get(notice) === undefined));
  const cores = new Map([...found].map(([id, read]) => [id, read?.core]));
  const outcomes = await sendAll(told.length === 0 ? [] : await waysTo(city, recipient, told, cores, now));
  await Promise.all(
    open.map((notice) => {
      const again = later.get(notice);
      return commit([again ? postponed(notice, again) : noted(notice, outcomes.get(notice) ?? new Map(), now)]);
    }),
  );
}

/** Nowhere, where there is nobody any more. */
async function waysTo(city: string, recipient: string, notices: Notice[], cores: Cores, now: Date): Promise<Way[]> {
  const person = await loadPerson(city, recipient);
  if (person) return waysToPerson(person, notices, cores, now);
  const office = await organisation(city, recipient);
  return office ? waysToGroup(office, notices, cores, city) : [];
}

type Outcomes = Map<Route, 'sent' | NotDelivered>;

async function sendAll(ways: readonly Way[]): Promise<Map<Notice, Outcomes>> {
  const all = new Map<Notice, Outcomes>();
  for (const { route, addresses, message, notices } of ways) {
    const outcome = await sendTo(addresses, message);
    for (const notice of notices) all.set(notice, new Map([...(all.get(notice) ?? []), [route, outcome]]));
  }
  return all;
}

/** What came of it; where there are several addresses, what is worth another try before what is not. */
async function sendTo(addresses: readonly Address[], message: Outgoing): Promise<'sent' | NotDelivered> {
  let outcome: 'sent' | NotDelivered = 'sent';
  for (const address of addresses) {
    try {
      await send(address, message);
    } catch (error) {
      if (!(error instanceof NotDelivered)) throw error;
      log.info('not delivered', { answer: error.code });
      if (outcome === 'sent' || outcome.permanent) outcome = error;
    }
  }
  return outcome;
}

const keyOf = ({ city, recipient, at, cause }: Notice): Key => noticeKey(city, recipient, at, cause);
const waiting = (city: string, deliverAt: Instant): Item => ({ [DELIVERY.pk]: deliveryOf(city), deliverAt });

/** It would be heard at the wrong hour. */
const postponed = (notice: Notice, deliverAt: Instant): Write => ({
  update: keyOf(notice),
  set: waiting(notice.city, deliverAt),
});

/** What has gone out is written down; what has not is tried again later, and at last left to somebody who looks. */
function noted(notice: Notice, outcomes: Outcomes, now: Date): Write {
  const sent = { ...notice.sent };
  const refused = { ...notice.refused };
  let waits = false;
  for (const [route, outcome] of outcomes) {
    if (outcome === 'sent') sent[route] = now.toISOString();
    else if (outcome.permanent) refused[route] = outcome.code;
    else waits = true;
  }
  const failures = (notice.failures ?? 0) + 1;
  const again = waits ? nextTry(failures, now) : undefined;
  const [hasGone, isRefused] = [Object.keys(sent).length > 0, Object.keys(refused).length > 0];
  const told = { ...(hasGone && { sent }), ...(isRefused && { refused }), ...(waits && { failures }) };
  if (again) return { update: keyOf(notice), set: { ...told, ...waiting(notice.city, again) } };
  if (waits || (isRefused && !hasGone)) {
    alarm('DeadNotices', { answer: notice.kind });
    const since = { [DELIVERY.pk]: deadOf(notice.city), deliverAt: now.toISOString() };
    return { update: keyOf(notice), set: { ...told, dead: true, ...since } };
  }
  return { update: keyOf(notice), set: { ...told, done: true }, remove: [DELIVERY.pk, DELIVERY.sk] };
}
