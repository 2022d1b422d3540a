import { organisation } from '../access/directory.ts';
import type { Organisation } from '../access/organisation.ts';
import type { Person } from '../access/person.ts';
import { lastingLink } from '../links/link.ts';
import { wishesOf } from '../people/wishes.ts';
import { Look } from '../personal/look.ts';
import { env } from '../platform/env.ts';
import { publicUrl } from '../platform/public-url.ts';
import { commit } from '../platform/table.ts';
import type { VisitCore } from '../visits/store.ts';
import { attachmentsFor } from './attachments.ts';
import { type Address, configured } from './channels/port.ts';
import { contextOf, taskOf } from './context.ts';
import { messageOf, type Ready } from './message-of.ts';
import type { Notice, Outgoing, Track } from './notice.ts';
import { noticesLink } from './notices-link.ts';
import { addressOf, channelsFor, robotsOf } from './routes.ts';
import { wordsOf } from './templates.ts';

/** One message, where it goes, under which name that is noted, and which notices it tells. */
export interface Way {
  track: Track;
  address: Address;
  message: Outgoing;
  notices: Notice[];
}

/** The visits that notices are about, by id. */
export type Cores = ReadonlyMap<string, VisitCore | undefined>;

const coreOf = (cores: Cores, { visit }: Notice): VisitCore | undefined => (visit === undefined ? undefined : cores.get(visit));

/** By which of their channels these notices go to a person: all that goes by one of them in one message. */
export async function waysToPerson(person: Person, notices: readonly Notice[], cores: Cores, now: Date): Promise<Way[]> {
  const look = new Look(person, now);
  const ready = await Promise.all(
    notices.map(async (notice): Promise<Ready> => {
      const context = await contextOf(notice, coreOf(cores, notice), now, look);
      return { notice, context, words: wordsOf(notice.kind, context) };
    }),
  );
  // What was opened is recorded before it is told.
  await look.record();
  const open = configured();
  const routes = new Set(notices.flatMap((notice) => channelsFor(person, notice)).filter((route) => open.has(route)));
  const ways = [...routes].map(async (route): Promise<Way | undefined> => {
    const waiting = unsent(
      ready.filter(({ notice }) => channelsFor(person, notice).includes(route)),
      route,
    );
    const address = waiting && (await addressOf(person, route, await organisation(person.city, waiting[0].notice.party)));
    if (!waiting || !address) return undefined;
    const { language } = wishesOf(person);
    const message = messageOf(waiting, route, language, await linkFor(person, waiting, cores, now));
    if (route === 'email')
      message.attachments = await attachmentsFor(waiting, (notice) => coreOf(cores, notice), language, publicUrl());
    return { track: route, address, message, notices: waiting.map(({ notice }) => notice) };
  });
  return (await Promise.all(ways)).filter((way) => way !== undefined);
}

const NOBODY = { zh: '', en: '' };

/** What an office's robots tell its group: what waits, and nobody's name. */
export async function waysToGroup(
  office: Organisation,
  notices: readonly Notice[],
  cores: Cores,
  city: string,
  now: Date,
): Promise<Way[]> {
  const ready = await Promise.all(
    notices.map(async (notice): Promise<Ready> => {
      const { visit, ...context } = await contextOf(notice, coreOf(cores, notice), now);
      const nameless = { ...context, ...(visit && { visit: { ...visit, speakers: NOBODY } }) };
      return { notice, context: nameless, words: wordsOf(notice.kind, nameless) };
    }),
  );
  return [...(await robotsOf(city, office))].flatMap(([id, address]): Way[] => {
    const track: Track = `robot ${id}`;
    const waiting = unsent(ready, track);
    if (!waiting) return [];
    return [{ track, address, message: messageOf(waiting, 'robot', 'zh'), notices: waiting.map(({ notice }) => notice) }];
  });
}

function unsent(ready: readonly Ready[], track: Track): [Ready, ...Ready[]] | undefined {
  const [first, ...others] = ready.filter(({ notice: { sent, refused } }) => !sent?.[track] && !refused?.[track]);
  return first && [first, ...others];
}

/** One link: to the question where a message is about one that the person may decide, else to a page of all that the message tells. */
async function linkFor(person: Person, ready: readonly [Ready, ...Ready[]], cores: Cores, now: Date): Promise<string> {
  const [{ notice }] = ready;
  const core = coreOf(cores, notice);
  const task = ready.length === 1 && notice.kind !== 'nobody-decides' && core ? taskOf(notice, core) : undefined;
  const [site, secret] = [publicUrl(), env('CURSOR_SECRET')];
  const { address, write } = task
    ? lastingLink(task, { person: person.id, party: notice.party }, site, secret)
    : noticesLink(
        ready.map((each) => each.notice),
        site,
        secret,
        now,
      );
  await commit([write]);
  return address;
}
