import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarOf } from '../../functions/calendars/calendar.ts';
import type { CalendarEvent } from '../../functions/calendars/visit-event.ts';
import { now, thursday } from '../matching/sample.ts';
import { readBack } from './read-back.ts';

const event: CalendarEvent = {
  ...{ uid: 'v1@nc', sequence: 7, stamp: now, createdAt: now, ...thursday, status: 'CONFIRMED' },
  ...{ summary: '示例', location: '示例', description: '示例', url: 'https://visits.example/v1/visits/v1' },
};
const PUBLISH = { method: 'PUBLISH' as const };

/** What people may write: anything but control characters, as the schemas have it, and with line breaks in a description. */
const line = fc
  .string({
    unit: fc.oneof(fc.constantFrom(...'焊接、；;,:\\"^\'nN 😀'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
    maxLength: 120,
  })
  .filter((text) => !/\p{Cc}/u.test(text) && text.isWellFormed() && text.trim() === text && text !== '');

test('whatever is written is read back as it was, be it long, Chinese, or full of what means something to iCalendar', () => {
  fc.assert(
    fc.property(line, line, fc.array(line, { minLength: 1, maxLength: 4 }), line, (summary, location, lines, name) => {
      const description = lines.join('\n');
      const read = readBack(calendarOf([{ ...event, summary, location, description }], { ...PUBLISH, name }));
      expect(read.name).toBe(name);
      expect(read.entries).toMatchObject(
        [{ ...event, ...{ summary, location, description }, createdAt: undefined }].map(({ createdAt: _, ...rest }) => rest),
      );
    }),
  );
});

test('no line is longer than 75 octets, none ends in the middle of a character, and every one ends with CR and LF', () => {
  fc.assert(
    fc.property(line, (summary) => {
      const text = calendarOf([{ ...event, summary, description: summary.repeat(5) }], { ...PUBLISH, name: summary });
      expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      for (const each of text.split('\r\n')) {
        expect(Buffer.byteLength(each)).toBeLessThanOrEqual(75);
        expect(each.isWellFormed()).toBe(true);
      }
    }),
  );
});

test('a text cannot begin a line of its own', () => {
  const summary = '示例\r\nEND:VEVENT\nATTENDEE:mailto:x@example.com';
  const { entries } = readBack(calendarOf([{ ...event, summary }], PUBLISH));
  expect(entries).toHaveLength(1);
  expect(calendarOf([{ ...event, summary }], PUBLISH)).not.toMatch(/^(ATTENDEE|END:VEVENT\r\nATT)/m);
});

test('a mail says from whom it is, a subscribed calendar how it is called and when to look again', () => {
  const mail = calendarOf([event], { method: 'CANCEL', organiser: { name: '示例总工会', email: 'visits@example.cn' } });
  expect(readBack(mail)).toMatchObject({ method: 'CANCEL', name: null, version: '2.0' });
  expect(readBack(mail).entries[0]!.organizer).toBe('mailto:visits@example.cn');
  expect(mail).not.toContain('ATTENDEE');
  const feed = calendarOf([event], { ...PUBLISH, name: '示例', language: 'en', refresh: 900 });
  expect(feed).toMatch(/^REFRESH-INTERVAL;VALUE=DURATION:PT15M\r$/m);
  expect(feed).toMatch(/^PRODID:-\/\/.*\/\/EN\r$/m);
  expect(readBack(feed).entries[0]!.organizer).toBeNull();
});

test('what is not certain blocks nobody’s day as if it were, and what is off blocks nothing', () => {
  const marks = (status: CalendarEvent['status']) =>
    /TRANSP:(\w+)[\s\S]*BUSYSTATUS:(\w+)/.exec(calendarOf([{ ...event, status }], PUBLISH))!.slice(1);
  expect(marks('CONFIRMED')).toEqual(['OPAQUE', 'BUSY']);
  expect(marks('TENTATIVE')).toEqual(['OPAQUE', 'TENTATIVE']);
  expect(marks('CANCELLED')).toEqual(['TRANSPARENT', 'FREE']);
});
