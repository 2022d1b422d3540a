import * as z from 'zod/mini';
import { lineage } from '../access/directory.ts';
import type { Person } from '../access/person.ts';
import { OrganisationEvent } from '../audit/organisation-events.ts';
import { feedsBy } from '../calendars/store.ts';
import { plusHours } from '../deadlines/shanghai-time.ts';
import { auditOf, partyOf, visitOf } from '../platform/keys.ts';
import { query, queryIndex } from '../platform/table.ts';
import type { Item } from '../platform/writes.ts';
import { absenceView } from '../visits/absences.ts';
import { listsOf } from '../visits/party-lists.ts';
import { Seat } from '../visits/visit.ts';
import { addressesOf, withAddresses } from './addresses.ts';
import type { PersonalData } from './contract.ts';
import { personNumber, speakerNumber } from './sealing.ts';
import { ringOf, type Subject } from './subject.ts';

/** Of one list at most so many visits, and of one organisation so many looks at numbers, each of the last year. */
const MOST = 100;
const MOST_LOOKS = 1000;
const YEAR_HOURS = 366 * 24;
const AT_ONCE = 10;

interface Visited {
  id: string;
  when: string;
  sits: boolean;
  items: Item[];
}

/** All that is held about somebody: record, pool entry, what they did in visits, who saw their number. */
export async function personalData(subject: Subject, now: Date): Promise<PersonalData> {
  const { city, id, person, speaker } = subject;
  const since = plusHours(now.toISOString(), -YEAR_HOURS);
  const ring = await ringOf(subject);
  // Of an entry of the pool alone the visits in which it sits.
  const whose: Person = person ?? { id, city, name: speaker?.name ?? id, speakerId: speaker?.id, memberships: [] };
  const [{ visits, more }, calendars] = await Promise.all([visitsOf(whose, since, now), person ? feedsBy(person) : []]);
  const { looks, more: moreLooks } = speaker
    ? await looksAt(city, speaker.id, await watchers(city, speaker.union, visits), since)
    : { looks: [], more: false };
  return {
    ...(person && {
      person: {
        ...person,
        phone: person.phone && ring.open(person.phone, personNumber(city, id)),
        notices: person.notices && withAddresses(person.notices, await addressesOf(person)),
      },
    }),
    ...(speaker && {
      speaker: { ...speaker, phone: speaker.phone && ring.open(speaker.phone, speakerNumber(city, speaker.id)) },
    }),
    visits: visits
      .map(({ id: visit, when, sits, items }) => ({
        ...{ id: visit, when, sits, did: deedsOf(id, items) },
        ...(whose.speakerId !== undefined && absenceOf(whose.speakerId, items)),
      }))
      .filter(({ sits, did }) => sits || did.length > 0)
      .map(({ sits: _, ...shown }) => shown),
    calendars: calendars.map(({ id: calendar, organisation, createdAt }) => ({ id: calendar, organisation, createdAt })),
    seenBy: looks.map(({ at, organisation, by, request }) => ({ at, organisation, by, request })),
    more: more || moreLooks,
  };
}

/** The visits of the lists in which somebody's own stand, with all their items. */
async function visitsOf(person: Person, since: string, now: Date): Promise<{ visits: Visited[]; more: boolean }> {
  const { city, speakerId } = person;
  const found = new Map<string, Omit<Visited, 'items'>>();
  let more = false;
  for (const { index, pk } of await listsOf(person, now)) {
    const page = await queryIndex(index, pk, { after: since, limit: MOST, backwards: true });
    more ||= page.length === MOST;
    for (const { when } of page) {
      const [at = '', id = ''] = String(when).split('#');
      const sits = speakerId !== undefined && pk === partyOf(city, speakerId);
      found.set(id, { id, when: at, sits: sits || found.get(id)?.sits === true });
    }
  }
  const listed = [...found.values()].sort((a, b) => (a.when < b.when ? -1 : 1));
  const visits: Visited[] = [];
  for (let i = 0; i < listed.length; i += AT_ONCE) {
    const some = listed.slice(i, i + AT_ONCE).map(async (one) => ({ ...one, items: await query(visitOf(city, one.id)) }));
    visits.push(...(await Promise.all(some)));
  }
  return { visits, more };
}

/** What a person did, by the events of a visit. */
const deedsOf = (person: string, items: Item[]) =>
  (items as { sk: string; type?: string; at?: string; by?: { person: string } }[])
    .filter(({ type, at, by }) => type !== undefined && at !== undefined && by?.person === person)
    .map(({ type, at }) => ({ type: type!, at: at! }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));

/** That a speaker is said not to have come, and why. */
function absenceOf(speaker: string, items: Item[]) {
  const seat = items.find((item) => String(item.sk).startsWith('SEAT#') && item.speaker === speaker);
  const { absence } = seat ? z.parse(Seat, seat) : {};
  return (
    absence && {
      absence: { ...absenceView(absence), ...(absence.reasonCode !== undefined && { reasonCode: absence.reasonCode }) },
    }
  );
}

/** The organisations whose people may have seen a speaker's number. */
async function watchers(city: string, union: string, visits: Visited[]): Promise<Set<string>> {
  const found = new Set([union]);
  for (const { items, sits } of visits) {
    const visit = items.find(({ sk }) => sk === 'VISIT') as { school: string; union: string } | undefined;
    const request = items.find(({ sk }) => sk === 'REQUEST') as { data: { otherSchools: string[] } } | undefined;
    if (!visit || !sits) continue;
    for (const each of [visit.school, ...(request?.data.otherSchools ?? []), ...(await lineage(city, visit.union))])
      found.add(each);
  }
  return found;
}

async function looksAt(
  city: string,
  speaker: string,
  organisations: Set<string>,
  since: string,
): Promise<{ looks: OrganisationEvent[]; more: boolean }> {
  const looks: OrganisationEvent[] = [];
  let more = false;
  for (const organisation of organisations) {
    const page = await query(auditOf(city, organisation), { after: since, limit: MOST_LOOKS, backwards: true });
    more ||= page.length === MOST_LOOKS;
    for (const item of page) {
      const event = OrganisationEvent.safeParse(item).data;
      const seen = event?.type === 'numbers-seen' && (event.data.speakers as string[]).includes(speaker);
      if (event && seen) looks.push(event);
    }
  }
  return { looks: looks.sort((a, b) => (a.at < b.at ? -1 : 1)), more };
}
