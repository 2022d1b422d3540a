import { ICalCalendar, ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { VisitCore } from '../visits/store.ts';
import type { EventStatus } from './event-status.ts';
import type { VisitNames } from './texts.ts';
import { type CalendarEvent, eventsOf } from './visit-event.ts';

/**
 * How an iCalendar object is meant (RFC 5546). Never REQUEST: with it a mail client offers “accept” and “decline”, whose answers would
 * go to a mailbox that nobody reads, while the speaker believes to have answered; who comes is decided in the system. PUBLISH is taken
 * over without an answer. Of a mail only CANCEL takes an entry away: with PUBLISH and a cancelled status it stays and goes on reminding.
 */
export type Method = 'PUBLISH' | 'CANCEL';

/** The media type of a file of that kind; mail clients look at the method here, too, and want it to be the same. */
export const calendarType = (method: Method): string => `text/calendar; charset=utf-8; method=${method}`;

export interface CalendarOptions {
  method: Method;
  /** What a calendar that is subscribed to is called. */
  name?: string;
  language?: 'zh' | 'en';
  /** From whom the mail comes: clients take a cancellation only from who published the entry. */
  organiser?: { name: string; email: string };
  /** After how many seconds a subscriber should look again. */
  refresh?: number;
}

const STATUS = {
  CONFIRMED: [ICalEventStatus.CONFIRMED, ICalEventBusyStatus.BUSY, ICalEventTransparency.OPAQUE],
  TENTATIVE: [ICalEventStatus.TENTATIVE, ICalEventBusyStatus.TENTATIVE, ICalEventTransparency.OPAQUE],
  CANCELLED: [ICalEventStatus.CANCELLED, ICalEventBusyStatus.FREE, ICalEventTransparency.TRANSPARENT],
} as const satisfies Record<EventStatus, unknown>;

/** Entries as iCalendar (RFC 5545). Times are in UTC, which every client shows in its own zone. Pure: the same entries make the same text. */
export function calendarOf(
  events: readonly CalendarEvent[],
  { method, name, language = 'zh', organiser, refresh }: CalendarOptions,
): string {
  const calendar = new ICalCalendar({
    prodId: { company: 'laomo-jin-xiaoyuan', product: 'model-worker-visits', language: language.toUpperCase() },
    method: ICalCalendarMethod[method],
    scale: 'GREGORIAN',
    // The library escapes texts of entries, but not this one.
    ...(name !== undefined && { name: name.replace(/[\\;,]/g, '\\$&') }),
    ...(refresh !== undefined && { ttl: refresh }),
  });
  for (const { uid, sequence, stamp, createdAt, start, end, status, summary, location, description, url } of events) {
    const [shown, busystatus, transparency] = STATUS[status];
    calendar.createEvent({
      ...{
        id: uid,
        sequence,
        stamp: new Date(stamp),
        created: new Date(createdAt),
        start: new Date(start),
        end: new Date(end),
      },
      ...{ status: shown, busystatus, transparency, summary, location, description, url },
      ...(organiser && { organizer: organiser }),
    });
  }
  // Every line ends so, the last one too.
  return `${calendar.toString()}\r\n`;
}

/**
 * A visit as a file: with the confirmation and with every change as PUBLISH; as CANCEL when it does not take place, or somebody does
 * not come after all, who then learns nothing of who comes instead. Without entries as long as no time is chosen.
 * @param site the public address, without a path
 */
export function visitCalendar(
  core: VisitCore,
  names: VisitNames,
  { site, ...options }: CalendarOptions & { site: string },
): string {
  const events =
    options.method === 'CANCEL' ? eventsOf(core, { ...names, speakers: [] }, site, 'CANCELLED') : eventsOf(core, names, site);
  return calendarOf(events, options);
}
