import { timeOfDay } from '../../deadlines/shanghai-time.ts';
import type { getOrganisation } from '../../organisations/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import { getSpeaker } from '../../talent/contract.ts';
import { type Answered, Refused } from '../client.ts';
import type { Form, Visitor } from '../desk.ts';
import { namedSpeaker } from '../find-speakers.ts';
import { DESK } from '../paths.ts';
import { type Changed, timeOf } from './changing.ts';
import type { Visit } from './visit-facts.ts';

/** What was asked for once is asked for again, with another day: also the way back from a cancellation. */

const OVER = new Set(['closed', 'unmatched', 'declined', 'expired', 'cancelled', 'not-held']);

/** Leads from a visit that is over to a request like it. */
export function askingAgain({ visit, leading }: Changed, visitor: Visitor): Html | false {
  if (!OVER.has(visit.status) || leading === undefined) return false;
  const like = String(new URLSearchParams({ like: visit.id }));
  return html`<p><a class="button second" href="${DESK.newVisit}?${like}">${{ zh: '再次申请', en: 'Ask again like this' }[visitor.language]}</a></p>`;
}

/** The request of a visit as the form sends it, without its day. Place and contact are the school's anew, unless it was elsewhere. */
export async function likeBefore(
  visit: Visit,
  school: Answered<typeof getOrganisation> | undefined,
  { client, language }: Visitor,
): Promise<Form> {
  const { start, end } = timeOf(visit);
  const { address, speakerId, notes, speakerRequired } = visit;
  const named =
    speakerId === undefined
      ? {}
      : await client
          .call(getSpeaker, { params: { id: speakerId } })
          .then((speaker) => namedSpeaker(speaker, language), orNobody);
  return {
    ...{ activityType: visit.activityType, mode: visit.mode, date: '', from: timeOfDay(start), to: timeOfDay(end) },
    ...{ students: String(visit.expectedStudents), speakers: String(visit.speakersWanted), notes: notes ?? '' },
    ...{ ...ticks('levels', visit.levels), ...ticks('topics', visit.topics), ...ticks('honours', visit.preferredHonours) },
    ...(address !== school?.address && { address }),
    ...{ ...named, ...(speakerRequired && { speakerRequired: 'yes' }), school: visit.school.id },
  };
}

/** A request in which somebody of the pool is wished for, and the levels are those that the school has, as where nothing is wished for. */
export async function withSpeaker(
  id: string,
  schools: readonly Answered<typeof getOrganisation>[],
  { client, language }: Visitor,
): Promise<Form> {
  const named = await client.call(getSpeaker, { params: { id } }).then((speaker) => namedSpeaker(speaker, language), orNobody);
  return { ...named, ...ticks('levels', schools[0]?.levels ?? []) };
}

const ticks = (name: string, codes: readonly string[]) => Object.fromEntries(codes.map((code) => [`${name}.${code}`, 'yes']));

/** Who has left the pool is not wished for any more. */
function orNobody(error: unknown): Form {
  if (error instanceof Refused && error.status === 404) return {};
  throw error;
}
