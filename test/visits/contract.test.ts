import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../functions/platform/api.ts';
import { Problem } from '../../functions/platform/problems.ts';
import { NewVisit } from '../../functions/visits/contract.ts';
import { fields, refusal } from '../support/refused.ts';
import { asked } from '../support/wish.ts';

const refused = (more: Record<string, unknown>) => fields(refusal(() => parse(NewVisit, asked(more))));
const without = (field: string) => {
  const { [field]: _, ...rest } = asked();
  return rest;
};
const slot = { start: '2026-03-12T14:00:00+08:00', end: '2026-03-12T15:30:00+08:00' };

test('what a school sends at the least is enough; times become UTC', () => {
  expect(parse(NewVisit, asked())).toMatchObject({
    speakersWanted: 1,
    speakerRequired: false,
    preferredHonours: [],
    slots: [{ start: '2026-03-12T06:00:00.000Z', end: '2026-03-12T07:30:00.000Z' }],
  });
});

describe('each field that is wrong is named with its reason:', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['an unknown field', { colour: 'red', 活动: 1 }, ['colour unknown-field', '活动 unknown-field']],
    [
      'an unknown field deep inside',
      { contact: { name: '示例', phone: '000-1234567', mail: '' } },
      ['contact.mail unknown-field'],
    ],
    ['an unknown field of a slot', { slots: [{ ...slot, room: '1' }] }, ['slots.0.room unknown-field']],
    ['a number where a text belongs', { activityType: 7 }, ['activityType type']],
    ['a text where a number belongs', { expectedStudents: '45' }, ['expectedStudents type']],
    ['null where a list belongs', { levels: null }, ['levels type']],
    ['a list where an object belongs', { contact: [] }, ['contact type']],
    ['half a pupil', { expectedStudents: 4.5 }, ['expectedStudents type']],
    ['no pupils', { expectedStudents: 0 }, ['expectedStudents too-small']],
    ['more pupils than a city has', { expectedStudents: 50_001 }, ['expectedStudents too-big']],
    ['an absurd number', { expectedStudents: 1e300 }, ['expectedStudents too-big']],
    ['seven speakers', { speakersWanted: 7 }, ['speakersWanted too-big']],
    ['no speaker', { speakersWanted: 0 }, ['speakersWanted too-small']],
    ['a mode that does not exist', { mode: 'by-post' }, ['mode value']],
    ['a visit that has taken place', { origin: 'recorded' }, ['origin value']],
    ['a request that came by fax', { channel: 'fax' }, ['channel value']],
    ['evidence of 201 characters', { channel: 'phone', evidence: '记'.repeat(201) }, ['evidence too-big']],
    ['no level', { levels: [] }, ['levels too-small']],
    ['a level twice', { levels: ['junior-secondary', 'junior-secondary'] }, ['levels duplicate']],
    ['no slot', { slots: [] }, ['slots too-small']],
    ['six slots', { slots: Array(6).fill(slot) }, ['slots too-big']],
    ['a time without an offset', { slots: [{ ...slot, start: '2026-03-12T14:00:00' }] }, ['slots.0.start date-time']],
    ['a day that does not exist', { slots: [{ ...slot, end: '2026-02-30T14:00:00+08:00' }] }, ['slots.0.end date-time']],
    ['a time that is no time', { slots: [{ ...slot, end: 'tomorrow' }] }, ['slots.0.end date-time']],
    [
      'a session without an end',
      { slots: [{ ...slot, sessions: [{ start: slot.start }] }] },
      ['slots.0.sessions.0.end required'],
    ],
    ['no sessions at all', { slots: [{ ...slot, sessions: [] }] }, ['slots.0.sessions too-small']],
    ['a line break in a topic', { topics: ['焊\n接'] }, ['topics.0 characters']],
    ['a NUL in the address', { address: '示例\u0000路' }, ['address characters']],
    ['an escape in the notes', { notes: 'ok\u001b[31m' }, ['notes characters']],
    ['a bidi override in the notes', { notes: '示例\u202eexe' }, ['notes characters']],
    ['an isolate in a name', { contact: { name: '示\u2066例', phone: '000-1234567' } }, ['contact.name characters']],
    [
      'a right-to-left mark in a place',
      { slots: [{ ...slot, sessions: [{ ...slot, place: '\u200f' }] }] },
      ['slots.0.sessions.0.place characters'],
    ],
    ['half a character', { notes: '\ud83d' }, ['notes characters']],
    ['a blank address', { address: '   ' }, ['address blank']],
    ['a topic of 31 characters', { topics: ['焊'.repeat(31)] }, ['topics.0 too-big']],
    ['notes of 1,001 characters', { notes: 'a'.repeat(1001) }, ['notes too-big']],
    ['a phone number that is none', { contact: { name: '示例', phone: '打我电话' } }, ['contact.phone phone']],
    ['a code with blanks', { district: 'dong hu' }, ['district code']],
    ['several at once', { mode: 'by-post', expectedStudents: 0 }, ['mode value', 'expectedStudents too-small']],
  ])('%s', (_, more, expected) => {
    expect(refused(more)).toEqual(expected);
  });

  test.each(['activityType', 'mode', 'levels', 'topics', 'slots', 'expectedStudents'])('%s is missing', (field) => {
    expect(fields(refusal(() => parse(NewVisit, without(field))))).toEqual([`${field} required`]);
  });

  test('something that is no object at all', () => {
    for (const given of [null, [], 'visit', 7]) expect(fields(refusal(() => parse(NewVisit, given)))).toEqual([' type']);
  });
});

test('line breaks and tabs in the notes, emoji and text like a formula are fine', () => {
  const notes = '=HYPERLINK("x")\n\t第二行 👷';
  expect(parse(NewVisit, asked({ notes, address: '=1+1' }))).toMatchObject({ notes, address: '=1+1' });
});

describe('whatever is sent, it is taken or refused with at least one field named, and never breaks', () => {
  const answer = (given: unknown) => {
    try {
      parse(NewVisit, given);
      return 'taken';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fields(error).length > 0 ? 'refused' : 'unexplained';
    }
  };

  test('garbage', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
        (given) => answer(given) === 'refused',
      ),
    );
  });

  test('garbage in one field', () => {
    const field = fc.constantFrom(...Object.keys(asked()), 'contact', 'notes', 'speakersWanted', 'otherSchools', 'speakerId');
    fc.assert(
      fc.property(field, fc.jsonValue(), (name, value) => ['taken', 'refused'].includes(answer(asked({ [name]: value })))),
      { numRuns: 500 },
    );
  });

  test('any text where a time belongs', () => {
    const pieces = fc.constantFrom(
      '2026',
      '0000',
      '9999',
      '-',
      '03',
      '13',
      '12',
      'T',
      ':',
      '24',
      '60',
      '00',
      'Z',
      '+08:00',
      '+23:59',
      '-00:00',
      '.5',
    );
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
      fc.string(),
    );
    const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    const odd = fc
      .tuple(day, fc.constantFrom('+23:59', '-23:59', '+00:00'))
      .map(([it, offset]) => it.toISOString().replace('Z', offset));
    fc.assert(
      fc.property(fc.oneof(text, odd), (start) =>
        ['taken', 'refused'].includes(answer(asked({ slots: [{ ...slot, start }] }))),
      ),
      { numRuns: 1000 },
    );
  });
});
