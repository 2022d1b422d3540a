import * as z from 'zod/mini';
import { organisation } from '../access/directory.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { revokedWrites } from '../calendars/feed.ts';
import { feedsBy } from '../calendars/store.ts';
import { signedOutWrites, signInsOf } from '../identity/signed-out.ts';
import { loadMembers, parties } from '../people/store.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { fromCursor, toCursor } from '../platform/cursor.ts';
import { erasureKey, PARTY_INDEXES, partyOf, visitOf } from '../platform/keys.ts';
import { NotFound, StillSeated } from '../platform/problems.ts';
import { Code } from '../platform/schema.ts';
import { commit, get, queryIndex } from '../platform/table.ts';
import { poolVersion } from '../talent/pool.ts';
import { loadVisit } from '../visits/store.ts';
import { eraseContacts, soughtAs } from './contacts.ts';
import { correctPerson, erasePerson, exportPerson } from './contract.ts';
import { correct } from './correct.ts';
import { eraseNow } from './erase.ts';
import { personalData } from './export.ts';
import { ringOf, type Subject, subjectFor } from './subject.ts';

/** Somebody who is there, as a person or as an entry of the pool alone; whoever was erased is not. */
async function presentFor(...asking: Parameters<typeof subjectFor>): Promise<Subject> {
  const subject = await subjectFor(...asking);
  if (!subject.person && !subject.speaker) throw new NotFound();
  return subject;
}

export const write = route(exportPerson, async ({ params, query, person, now }) => {
  const { city } = person;
  const bound = JSON.stringify(['data', person.id, params.id]);
  const subject = await presentFor(person, params.id, now);
  const before = query.cursor === undefined ? undefined : fromCursor(query.cursor, bound);
  const { data, next } = await personalData(subject, before, now);
  const recorded = organisationEventWrite({ city, organisation: subject.organisation }, 'person-exported', now, subject.by, {
    person: params.id,
  });
  await attempt(() => commit([recorded]));
  return ok(next === undefined ? data : { ...data, cursor: toCursor(next, bound) });
});

export const setRight = route(correctPerson, async ({ params, body, person, now }) => {
  const { city } = person;
  const corrected = await attempt(async () => {
    const subject = await presentFor(person, params.id, now);
    const office = subject.signIn?.organisation ?? subject.organisation;
    const [ring, version, known, signIns] = await Promise.all([
      ringOf(subject),
      poolVersion(city, true),
      organisation(city, office),
      subject.person ? signInsOf(subject.person) : [],
    ]);
    const signedOut = subject.person ? signedOutWrites(subject.person.id, signIns, new Date()) : [];
    const done = correct(subject, body, { ring, poolVersion: version, office: known?.name ?? '', signedOut, now });
    await commit(done.writes);
    return done.corrected;
  });
  return ok({ id: params.id, corrected });
});

/** Where an erasure stands: `doneAt` once no word is left to look for. */
const Erasure = z.object({
  speaker: z.optional(Code),
  organisations: z.optional(z.array(Code)),
  doneAt: z.optional(z.string()),
});

/**
 * Erases somebody. Sent again it says how far it is; for that whoever looked after them may ask, because whoever is
 * erased does not sign in any more.
 */
export const erase = route(erasePerson, async ({ params, body, person, now }) => {
  const { city } = person;
  const known = await get(Erasure, erasureKey(city, params.id), { consistent: true });
  if (known) {
    await subjectFor(person, params.id, now, known);
    return ok({ id: params.id, state: known.doneAt === undefined ? 'underway' : 'done' });
  }
  let wasContact = false;
  await attempt(async () => {
    const subject = await presentFor(person, params.id, now);
    const visits = await visitsAhead(city, subject, now);
    if (visits.length > 0) throw new StillSeated({ visits });
    // First, and each by itself: they may be more than one transaction holds, and without the person they show nothing any more.
    for (const calendar of subject.person ? await feedsBy(subject.person) : []) await commit(revokedWrites(calendar));
    const [ring, version, signIns] = await Promise.all([
      ringOf(subject),
      poolVersion(city, true),
      subject.person ? signInsOf(subject.person) : [],
    ]);
    const sought = soughtAs(subject, ring);
    wasContact = (await eraseContacts(subject, sought, now)) || wasContact;
    const lists = await Promise.all((subject.person ? parties(subject.person) : []).map((each) => loadMembers(city, each)));
    const colleagues = [...new Map(lists.flat().map((each) => [each.id, each])).values()].filter(({ id }) => id !== params.id);
    const circumstances = { ring, poolVersion: version, signIns, colleagues, sought, wasContact, now };
    await commit(eraseNow(subject, body.reasonCode, circumstances));
  });
  return ok({ id: params.id, state: 'underway' });
});

/** How long before an entry's first hour a visit may have begun that is still going on. */
const LONGEST = 7 * 24 * 3_600_000;

/** Visits that count on a speaker: they are given up first, so that nobody waits in a classroom. */
async function visitsAhead(city: string, { speaker }: Subject, now: Date): Promise<string[]> {
  if (!speaker) return [];
  const after = new Date(now.getTime() - LONGEST).toISOString();
  const listed = await queryIndex(PARTY_INDEXES[0], partyOf(city, speaker.id), { after });
  const ids = new Set((listed as unknown as { pk: string }[]).map(({ pk }) => pk.slice(visitOf(city, '').length)));
  const visits = await Promise.all([...ids].map((id) => loadVisit(city, id, true)));
  return visits.flatMap((core) => {
    const sits = core?.seats.some((seat) => seat.speaker === speaker.id);
    const ahead = core?.visit.slot !== undefined && core.visit.slot.end > now.toISOString();
    return core && sits && ahead && !core.visit.ended ? [core.visit.id] : [];
  });
}
