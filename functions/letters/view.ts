import { organisation, personName } from '../access/directory.ts';
import { GONE } from '../personal/gone.ts';
import type { Look } from '../personal/look.ts';
import { speakersById } from '../talent/pool.ts';
import { shownContact } from '../visits/numbers.ts';
import { shownActor } from '../visits/shown-actor.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Session, VisitRequest } from '../visits/visit.ts';
import type { LetterAnswer } from './contract.ts';
import type { Letter } from './letter.ts';
import { stillHolds } from './still-holds.ts';

/**
 * A letter with the names of today, from which its page is made as well.
 * @param look shows the contact's number to whoever may see it, and records that; without it nobody's number is shown
 */
export async function letterView(letter: Letter, core: VisitCore, look?: Look): Promise<LetterAnswer> {
  const { city, kind, seat, replyBy, speakers, times, students, issuedAt, by } = letter;
  const { visit, request } = core;
  const named = async (id: string) => ({ id, name: (await organisation(city, id))?.name ?? id });
  const pool = await speakersById(
    city,
    speakers.map(({ id }) => id),
  );
  const coming = speakers.map(({ id, honour }) => ({ id, name: pool.get(id)?.name ?? GONE, ...(honour && { honour }) }));
  const schools = await Promise.all([visit.school, ...request.otherSchools].map(named));
  const [first] = coming;
  const addressee = {
    'release-request': async () => named(letter.employer!),
    invitation: async () => ({ id: first!.id, name: first!.name }),
    confirmation: async () => schools[0]!,
  }[kind];
  return {
    ...{ number: letter.number, kind, visitId: visit.id, union: await named(letter.union), addressee: await addressee() },
    ...(seat !== undefined && { seat }),
    ...(replyBy !== undefined && { replyBy }),
    ...{ schools, speakers: coming, employers: await Promise.all(letter.employers.map(named)) },
    ...{ activityType: request.activityType, topics: request.topics, mode: request.mode, address: request.address },
    ...{ times: sessionsOf(request, times), expectedStudents: students },
    // An employer has nobody to call at the school.
    ...(kind !== 'release-request' && { contact: await contactOf(core, look) }),
    ...{ issuedAt, issuedBy: shownActor(by, await personName(city, by.person), false) },
    changed: !stillHolds(letter, core),
    copies: await Promise.all(
      letter.copies.map(async ({ type, bytes, sha256, at, by: bringer }, i) => ({
        ...{ version: i + 1, type, bytes, sha256, at },
        by: shownActor(bringer, await personName(city, bringer.person), false),
      })),
    ),
  };
}

const contactOf = async (core: VisitCore, look: Look | undefined): Promise<{ name: string; phone?: string }> =>
  look ? shownContact(core, look) : { name: core.request.contact.name };

/** The letter's own times, with what the school says of each as long as it stands in the request. */
function sessionsOf({ slots }: Pick<VisitRequest, 'slots'>, times: Letter['times']): Session[] {
  const described = slots.flatMap(({ sessions = [] }) => sessions);
  return times.map((time) => described.find(({ start, end }) => start === time.start && end === time.end) ?? time);
}
