import ICAL from 'ical.js';

// The parser is older than the name of a calendar (RFC 7986), and would leave its escapes.
Object.assign(ICAL.design.icalendar.property, { name: { defaultType: 'text' } });

/** One entry as another library understands it. */
export interface Entry {
  uid: string;
  sequence: number;
  status: string;
  start: string;
  end: string;
  stamp: string;
  summary: string;
  location: string;
  description: string;
  url: string;
  organizer: string | null;
}

/** What an independent parser finds in an iCalendar text. */
export function readBack(text: string): { method: string; name: string | null; version: string; entries: Entry[] } {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const value = (of: ICAL.Component, name: string) => of.getFirstPropertyValue(name) as never;
  const instant = (of: ICAL.Component, name: string) => (value(of, name) as ICAL.Time).toJSDate().toISOString();
  return {
    method: value(calendar, 'method'),
    name: value(calendar, 'name'),
    version: value(calendar, 'version'),
    entries: calendar.getAllSubcomponents('vevent').map((event) => ({
      ...{ uid: value(event, 'uid'), sequence: value(event, 'sequence'), status: value(event, 'status') },
      ...{ start: instant(event, 'dtstart'), end: instant(event, 'dtend'), stamp: instant(event, 'dtstamp') },
      ...{ summary: value(event, 'summary'), location: value(event, 'location') },
      ...{ description: value(event, 'description'), url: value(event, 'url'), organizer: value(event, 'organizer') },
    })),
  };
}
