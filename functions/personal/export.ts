import * as z from 'zod/mini';
import { lineage } from '../access/directory.ts';
import type { Person } from '../access/person.ts';
import { OrganisationEvent } from '../audit/organisation-events.ts';
import { feedsBy } from '../calendars/store.ts';
import { auditOf, partyOf, visitOf } from '../platform/keys.ts';
import { query, queryIndex } from '../platform/table.ts';
import type { Item } from '../platform/writes.ts';
import { absenceView } from '../visits/absences.ts';
import { listsOf } from '../visits/party-lists.ts';
import { Seat } from '../visits/visit.ts';
import { addressesOf, withAddresses } from './addresses.ts';
import { contactIn, contactsOfOrganisations, numbersIn, type Sought, soughtAs } from './contacts.ts';
import type { PersonalData } from './contract.ts';
import { personNumber, speakerNumber } from './sealing.ts';
import { ringOf, type Subject } from './subject.ts';

/** On one page so many visits, and of one organisation so many looks at numbers, the latest. */
const MOST = 100;
const MOST_LOOKS = 1000;
const AT_ONCE = 10;

interface Visited {
  id: string;
  when: string;
  sits: boolean;
  items: Item[];
}

/**
 * All that is held about somebody: record, pool entry, what they did in visits, who saw their number. Of the visits a page, the latest
 * without `before`; the organisations of these are asked who saw it.
 * @param before where the page before ended
 * @returns with it where this one does, if there are more
 */
export async function personalData(
  subject: Subject,
  before: string | undefined,
  now: Date,
): Promise<{ data: PersonalData; next: string | undefined }> {
  const { city, id, person, speaker } = subject;
  const ring = await ringOf(subject);
  // Of an entry of the pool alone the visits in which it sits.
  const whose: Person = person ?? { id, city, name: speaker?.name ?? id, speakerId: speaker?.id, memberships: [] };
  const [{ visits, next }, calendars] = await Promise.all([visitsOf(whose, before, now), person ? feedsBy(person) : []]);
  const { looks, more } = speaker
    ? await looksAt(city, speaker.id, await watchers(city, speaker.union, visits))
    : { looks: [], more: false };
  const sought = soughtAs(subject, ring);
  const data: PersonalData = {
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
    contactOf: [
      ...(before === undefined ? await contactsOfOrganisations(city, sought) : []).map(({ organisation, contact }) => ({
        ...{ organisation: organisation.id, ...contact },
      })),
      ...(await contactsOfVisits(city, visits, sought)),
    ],
    calendars: calendars.map(({ id: calendar, organisation, createdAt }) => ({ id: calendar, organisation, createdAt })),
    seenBy: looks.map(({ at, organisation, by, request }) => ({ at, organisation, by, request })),
    more: more || next !== undefined,
    ...(more && { moreLooks: true as const }),
  };
  return { data, next };
}

/** A page of the visits of the lists in which somebody's own stand, from the latest back, with all their items; the latest last. */
async function visitsOf(
  person: Person,
  before: string | undefined,
  now: Date,
): Promise<{ visits: Visited[]; next: string | undefined }> {
  const { city, speakerId } = person;
  const found = new Map<string, Omit<Visited, 'items'>>();
  // One more than a page holds tells whether another follows; where the page before ended is found again, and is left out.
  const range = { limit: MOST + 2, backwards: true, ...(before !== undefined && { upTo: before }) };
  for (const { index, pk } of await listsOf(person, now)) {
    for (const { when } of await queryIndex(index, pk, range)) {
      if (when === before) continue;
      const [at = '', id = ''] = String(when).split('#');
      const sits = speakerId !== undefined && pk === partyOf(city, speakerId);
      found.set(String(when), { id, when: at, sits: sits || found.get(String(when))?.sits === true });
    }
  }
  const places = [...found.keys()].sort().reverse();
  const page = places.slice(0, MOST).reverse();
  const listed = page.map((place) => found.get(place)!);
  const visits: Visited[] = [];
  for (let i = 0; i < listed.length; i += AT_ONCE) {
    const some = listed.slice(i, i + AT_ONCE).map(async (one) => ({ ...one, items: await query(visitOf(city, one.id)) }));
    visits.push(...(await Promise.all(some)));
  }
  return { visits, next: places.length > MOST ? page[0] : undefined };
}

/** The visits of these whose contact they are. */
async function contactsOfVisits(city: string, visits: readonly Visited[], sought: Sought) {
  const found = visits.map(async ({ id, items }) => {
    const request = items.find(({ sk }) => sk === 'REQUEST');
    const contact = request && (await contactIn(request, { city, id }, numbersIn(items, sought)));
    return contact ? [{ visit: id, ...contact }] : [];
  });
  return (await Promise.all(found)).flat();
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
): Promise<{ looks: OrganisationEvent[]; more: boolean }> {
  const looks: OrganisationEvent[] = [];
  let more = false;
  for (const organisation of organisations) {
    const page = await query(auditOf(city, organisation), { limit: MOST_LOOKS, backwards: true });
    more ||= page.length === MOST_LOOKS;
    for (const item of page) {
      const event = OrganisationEvent.safeParse(item).data;
      const seen = event?.type === 'numbers-seen' && (event.data.speakers as string[]).includes(speaker);
      if (event && seen) looks.push(event);
    }
  }
  return { looks: looks.sort((a, b) => (a.at < b.at ? -1 : 1)), more };
}
