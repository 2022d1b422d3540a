import type { Instant } from '../platform/schema.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Session, Visit } from '../visits/visit.ts';
import { type EventStatus, eventStatus } from './event-status.ts';
import { descriptionOf, locationOf, summaryOf, type VisitNames } from './texts.ts';

/** One entry of a calendar, as it shows a visit. A later one with the same `uid` and a higher `sequence` takes the place of the earlier. */
export interface CalendarEvent {
  uid: string;
  sequence: number;
  /** When what it says last changed. */
  stamp: Instant;
  createdAt: Instant;
  start: Instant;
  end: Instant;
  status: EventStatus;
  summary: string;
  location: string;
  description: string;
  url: string;
}

/**
 * Which entry it is, for the visit's whole life: whoever has it in a calendar finds it again after every change, also when one session
 * becomes several. The address of the system plays no part, for that may change.
 */
export const uidOf = ({ city, id }: Pick<Visit, 'city' | 'id'>, session: number): string =>
  `${session === 1 ? id : `${id}.${session}`}@${city}.model-worker-visits`;

/**
 * Rises with every change. The visit's own version does not: a speaker says yes, declines or is asked anew on the seat alone. Seats are
 * never taken away and their versions only rise, so that the sum does, too.
 */
export const sequenceOf = ({ visit, seats }: Pick<VisitCore, 'visit' | 'seats'>): number =>
  seats.reduce((sum, { version }) => sum + version, visit.version);

/** The latest instant that stands on the visit or on one of its seats. */
export const changedAt = ({ visit, seats }: Pick<VisitCore, 'visit' | 'seats'>): Instant =>
  seats
    .flatMap(({ speakerConfirmedAt, releases }) => [speakerConfirmedAt, ...releases.map(({ releasedAt }) => releasedAt)])
    .reduce<Instant>((latest, at) => (at !== undefined && at > latest ? at : latest), visit.updatedAt);

/**
 * The entries of a visit: one for each session, in order of time, else one for the whole; none as long as no time is chosen.
 * @param site the public address, without a path
 * @param status where it is not what follows from the visit, as for somebody who does not come after all
 */
export function eventsOf(
  core: VisitCore,
  names: VisitNames,
  site: string,
  status: EventStatus = eventStatus(core.visit, core.seats),
): CalendarEvent[] {
  const { visit } = core;
  if (!visit.slot) return [];
  const sessions = sessionsOf(core);
  const url = `${site}/v1/visits/${visit.id}`;
  return sessions.map((session, i) => {
    const said = { core, names, status, session, number: i + 1, of: sessions.length, url };
    return {
      ...{ uid: uidOf(visit, i + 1), sequence: sequenceOf(core), stamp: changedAt(core), createdAt: visit.createdAt },
      ...{ start: session.start, end: session.end, status, url },
      ...{ summary: summaryOf(said), location: locationOf(said), description: descriptionOf(said) },
    };
  });
}

function sessionsOf({ visit, request }: VisitCore): Session[] {
  const { index, start, end } = visit.slot!;
  const sessions = request.slots[index]?.sessions ?? [{ start, end }];
  return [...sessions].sort((a, b) => (a.start < b.start ? -1 : 1));
}
