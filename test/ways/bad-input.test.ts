import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { stored } from './table.ts';
import { on } from './way.ts';

let city: SampleCity;
let before: Map<string, unknown>;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  before = await stored(city);
});
afterAll(() => city?.end());
beforeEach(() => city.cloud.meter.start());
afterEach(async () => {
  await city.settle();
  expect(city.cloud.meter.stop().write, 'units of write').toBe(0);
});

const send = (body: unknown, headers = {}) => city.person('school-city-schools-01').post('/v1/visits', body, headers);
const friday = on('2026-03-06');

/** A refusal in the one form that all have: a stable type, a sentence in Chinese and one in English. */
function refused({ status, headers, body }: Answer, expected: number, type: string): void {
  expect([status, body.type, body.status]).toEqual([expected, type, expected]);
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect([body.zh, body.en]).toEqual([expect.stringMatching(/[一-鿿]/), expect.stringMatching(/[a-z]{3}/)]);
}

describe('a request that cannot be accepted names the field and the reason, and nothing is written', () => {
  const session = (from: string, to: string, day = '2026-03-06') => on(day, from, to);
  const cases: [string, Record<string, unknown>, string, string][] = [
    ['an unknown field', { teacher: '示例' }, 'teacher', 'unknown-field'],
    ['an unknown field of a slot', { slots: [{ ...friday, hour: 2 }] }, 'slots.0.hour', 'unknown-field'],
    ['a field that is missing', { slots: undefined }, 'slots', 'required'],
    ['no slot', { slots: [] }, 'slots', 'too-small'],
    ['six slots', { slots: Array(6).fill(friday) }, 'slots', 'too-big'],
    ['a number as text', { expectedStudents: '45' }, 'expectedStudents', 'type'],
    ['a text as list', { levels: 'junior-secondary' }, 'levels', 'type'],
    ['null', { topics: null }, 'topics', 'type'],
    ['half a pupil', { expectedStudents: 4.5 }, 'expectedStudents', 'type'],
    ['no pupil', { expectedStudents: 0 }, 'expectedStudents', 'too-small'],
    ['a million pupils', { expectedStudents: 1_000_000 }, 'expectedStudents', 'too-big'],
    ['a number beyond all', { expectedStudents: 1e300 }, 'expectedStudents', 'too-big'],
    ['seven speakers', { speakersWanted: 7 }, 'speakersWanted', 'too-big'],
    ['a time without offset', { slots: [{ ...friday, start: '2026-03-06T14:00:00' }] }, 'slots.0.start', 'date-time'],
    ['a day that is none', { slots: [{ ...friday, start: '2026-02-30T14:00:00+08:00' }] }, 'slots.0.start', 'date-time'],
    ['a slot that is past', { slots: [on('2026-02-27')] }, 'slots.0.start', 'past'],
    ['an end before its start', { slots: [friday, on('2026-03-09', '15:30', '14:00')] }, 'slots.1.end', 'end-before-start'],
    ['an end at its start', { slots: [on('2026-03-06', '14:00', '14:00')] }, 'slots.0.end', 'end-before-start'],
    ['301 days ahead', { slots: [on('2026-12-28')] }, 'slots.0.start', 'too-far'],
    ['overlapping slots', { slots: [friday, on('2026-03-06', '15:00', '16:00')] }, 'slots.1', 'overlap'],
    ['ten minutes', { slots: [on('2026-03-06', '14:00', '14:10')] }, 'slots.0.end', 'too-short'],
    ['thirteen hours', { slots: [on('2026-03-06', '08:00', '21:00')] }, 'slots.0.end', 'too-long'],
    ['before dawn', { slots: [on('2026-03-06', '05:00', '08:00')] }, 'slots.0.start', 'hours'],
    ['at night', { slots: [on('2026-03-06', '21:00', '22:30')] }, 'slots.0.end', 'hours'],
    [
      'a session outside its slot',
      { slots: [{ ...friday, sessions: [session('13:00', '14:30')] }] },
      'slots.0.sessions.0',
      'outside-slot',
    ],
    [
      'sessions that overlap',
      { slots: [{ ...friday, sessions: [session('14:00', '15:00'), session('14:30', '15:30')] }] },
      'slots.0.sessions.1',
      'overlap',
    ],
    ['an unknown activity', { activityType: 'circus' }, 'activityType', 'unknown'],
    ['an activity that is no code', { activityType: 'A circus!' }, 'activityType', 'code'],
    ['an unknown level', { levels: ['junior-secondary', 'nursery'] }, 'levels.1', 'unknown'],
    ['a level twice', { levels: ['university', 'university'] }, 'levels', 'duplicate'],
    ['an unknown district', { district: 'shanghai' }, 'district', 'unknown'],
    ['a district of another city', { district: 'shili-east' }, 'district', 'unknown'],
    ['an unknown honour', { preferredHonours: ['best-friend'] }, 'preferredHonours.0', 'unknown'],
    ['an unknown mode', { mode: 'by-mail' }, 'mode', 'value'],
    ['an unknown speaker', { speakerId: 'speaker-999' }, 'speakerId', 'unknown-speaker'],
    ['a speaker of another city', { speakerId: 'shili-speaker-001' }, 'speakerId', 'unknown-speaker'],
    ['a requirement without a name', { speakerRequired: true }, 'speakerRequired', 'required-without-speaker'],
    ['a school of another city', { schoolId: 'shili-school-01' }, 'schoolId', 'unknown-school'],
    ['the school itself as another one', { otherSchools: ['school-city-schools-01'] }, 'otherSchools.0', 'duplicate'],
    ['a bell in the notes', { notes: '请\u0007按时' }, 'notes', 'characters'],
    ['a text that runs backwards', { notes: 'abc\u202edef' }, 'notes', 'characters'],
    ['a line break in the address', { address: '示例路\n1号' }, 'address', 'characters'],
    ['half a character', { topics: ['\ud800'] }, 'topics.0', 'characters'],
    ['a topic of 31 characters', { topics: ['焊'.repeat(31)] }, 'topics.0', 'too-big'],
    ['a blank address', { address: '   ' }, 'address', 'blank'],
    ['a phone that is none', { contact: { name: '示例', phone: 'call me' } }, 'contact.phone', 'phone'],
    ['a prototype', JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}'), 'constructor', 'unknown-field'],
  ];

  test.each(cases)('%s', async (_, wish, path, code) => {
    const answer = await send({ ...city.request({ slots: [friday] }), ...wish });
    refused(answer, 422, 'validation');
    const error = { path, code, zh: expect.stringMatching(/[一-鿿]/), en: expect.stringMatching(/[a-z]{2}/) };
    expect(answer.body.errors).toContainEqual(error);
  });
});

test('every wrong field is named at once', async () => {
  const { body } = await send({
    ...city.request({ slots: [on('2026-02-27')] }),
    levels: ['x'],
    activityType: 'y',
    district: 'z',
  });
  const paths = body.errors.map(({ path }: Json) => path);
  expect(paths.sort()).toEqual(['activityType', 'district', 'levels.0', 'slots.0.start']);
});

test('too late for all approvals', async () => {
  refused(await send(city.request({ slots: [on('2026-03-02', '16:00', '17:00')] })), 422, 'too-late');
});

test('what is no JSON object, too large, or of another type', async () => {
  const body = JSON.stringify(city.request({ slots: [friday] }));
  refused(await send(body.slice(0, -1)), 400, 'not-json');
  refused(await send(''), 400, 'not-json');
  refused(await send('[]'), 422, 'validation');
  refused(await send('null'), 422, 'validation');
  refused(await send('['.repeat(5000) + ']'.repeat(5000)), 422, 'validation');
  refused(await send(body, { 'content-type': 'text/plain' }), 415, 'unsupported-media-type');
  refused(await send(body, { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'unsupported-media-type');
  refused(await send(`${body}${' '.repeat(64 * 1024)}`), 413, 'too-large');
  refused(await send(body, { 'idempotency-key': 'with blank' }), 400, 'malformed-header');
});

test('paths that lead nowhere', async () => {
  const school = city.person('school-city-schools-01');
  for (const path of [
    '/',
    '/v1',
    '/v1/visit',
    '/v1/visits/',
    '/v1/visits/x/y',
    '/v1/visits/%00',
    '/v1/visits/%E0%A4%A',
    '/v1/tasks/..%2f..',
    '/admin',
  ]) {
    const { status, body } = await school.get(path);
    expect([path, [404, 422, 400].includes(status), typeof (body.type ?? body.message)]).toEqual([path, true, 'string']);
  }
});

test('after all that, the table is what it was', async () => {
  expect(await stored(city)).toEqual(before);
});
