import { describe, expect, test } from 'vitest';
import type { PublishedEvent } from '../../functions/events/published.ts';
import { tellingsOf } from '../../functions/notices/audience.ts';
import { TOLD_EVENTS } from '../../functions/platform/event-names.ts';
import type { Seat } from '../../functions/visits/visit.ts';
import { core, seat, task, today, visit } from '../support/visit.ts';

const event = (type: PublishedEvent['type'], more: Partial<PublishedEvent> = {}): PublishedEvent => ({
  ...{ id: 'e1', type, at: today.toISOString(), city: 'nc', visit: 'v1', epoch: 1, data: {} },
  ...more,
});
const told = (...given: Parameters<typeof tellingsOf>) =>
  tellingsOf(...given).map(({ party, kind, digest }) => `${party.role} ${party.id}: ${kind}${digest ? ' (digest)' : ''}`);

const released = { employer: 'employer-1', need: 'required', releasedAt: today.toISOString() } as const;
const agreed: Seat = seat(1, 's1', { releases: [released], speakerConfirmedAt: today.toISOString() });
const confirmed = core({
  visit: visit({ approved: { 1: 1 }, schoolConfirmedAt: today.toISOString() }),
  seats: [agreed],
  poolUnions: new Map([[1, 'city-union']]),
});
const asked = task('speaker-confirmation', { seat: 1, party: 's1', speaker: 's1' });
const release = task('employer-release', {
  seat: 1,
  party: 'employer-1',
  employer: 'employer-1',
  speaker: 's1',
  state: 'decided',
});

describe('of a visit that is confirmed', () => {
  test('both sides and the employer hear at once; unions and authority with the digest', () => {
    expect(told(event('school-confirmed'), confirmed)).toEqual([
      'school school-1: confirmed',
      'speaker s1: confirmed',
      'employer employer-1: confirmed',
      'union district-union: confirmed (digest)',
      'union city-union: confirmed (digest)',
      'education district-education: confirmed (digest)',
    ]);
  });

  test('nobody hears once its way has begun anew', () => {
    expect(told(event('school-confirmed'), { ...confirmed, visit: { ...confirmed.visit, epoch: 2 } })).toEqual([]);
  });

  test('that is called off, all hear who knew of it', () => {
    expect(told(event('cancelled'), { ...confirmed, tasks: [asked, release] })).toEqual([
      'school school-1: cancelled',
      'union district-union: cancelled',
      'speaker s1: cancelled',
      'employer employer-1: cancelled',
      'union city-union: cancelled (digest)',
      'education district-education: cancelled (digest)',
    ]);
  });

  test('the speaker who completes it last, in the last hours, hears that it is confirmed, and the school who comes', () => {
    expect(told(event('speaker-confirmed', { data: { seat: 1, speaker: 's1' } }), confirmed)).toEqual([
      'speaker s1: confirmed',
      'employer employer-1: confirmed',
      'school school-1: replaced',
    ]);
  });
});

describe('somebody who does not come', () => {
  const before = core({
    visit: visit({ approved: { 1: 1 } }),
    seats: [seat(1)],
    tasks: [release, { ...asked, state: 'decided' }],
  });
  const declined = event('speaker-declined', {
    by: { person: 'person-s1', role: 'speaker' },
    data: { seat: 1, speaker: 's1' },
  });

  test('is no longer waited for by the employer; the school hears in the morning', () => {
    expect(told(declined, before)).toEqual([
      'employer employer-1: not-needed',
      'school school-1: seat-lost (digest)',
      'union district-union: seat-lost (digest)',
    ]);
  });

  test('after the school has agreed is told to it at once', () => {
    const late = { ...before, visit: visit({ approved: { 1: 1 }, schoolConfirmedAt: today.toISOString() }) };
    expect(told(declined, late)).toContain('school school-1: seat-lost');
  });

  test('ends a visit that nobody is left for: the school hears why', () => {
    const ended = visit({ ended: { status: 'unmatched', at: today.toISOString(), reasons: [] } });
    expect(told(event('unmatched'), { ...before, visit: ended })).toEqual([
      'school school-1: came-to-nothing',
      'union district-union: came-to-nothing (digest)',
    ]);
  });
});

test('an employer that need not be asked is told, and so is the union whose speaker is asked', () => {
  const permitted = seat(1, 's1', { releases: [{ employer: 'employer-1', need: 'notice' }] });
  const elsewhere = core({ seats: [permitted], poolUnions: new Map([[1, 'city-union']]) });
  const approved = event('union-approved', { data: { seats: [{ seat: 1, speaker: 's1' }] } });
  expect(told(approved, elsewhere)).toEqual([
    'school school-1: union-approved (digest)',
    'employer employer-1: employer-told',
    'union city-union: speaker-asked-elsewhere',
  ]);
});

test('the party whose answer the union entered is told, so that it may object', () => {
  const by = { person: 'officer', role: 'union', organisation: 'district-union' } as const;
  const recorded = event('speaker-confirmed', {
    by: { ...by, onBehalfOf: { party: 's1', channel: 'phone' } },
    data: { seat: 1, speaker: 's1' },
  });
  expect(told(recorded, core())).toEqual(['speaker s1: recorded-for-you']);
});

test('a question that passes to the union asks the union, and tells the school', () => {
  const handed = task('school-confirmation', { party: 'school-1', escalatedTo: 'district-union' });
  const event1 = event('handed-to-union', { data: { step: 'school-confirmation', superior: 'district-union' } });
  expect(tellingsOf(event1, core({ tasks: [handed] }))).toMatchObject([
    { party: { id: 'school-1' }, kind: 'handed-to-union' },
    { party: { role: 'union', id: 'district-union' }, kind: 'asked', task: 'v1.1.school-confirmation.0.1' },
  ]);
});

test('no party is told two things about one event', () => {
  for (const type of TOLD_EVENTS.filter((one) => one !== 'task-opened')) {
    const parties = tellingsOf(event(type, { data: { seat: 1, speaker: 's1' } }), {
      ...confirmed,
      tasks: [asked, release],
    }).map(({ party }) => `${party.role} ${party.id}`);
    expect(new Set(parties).size).toBe(parties.length);
  }
});
