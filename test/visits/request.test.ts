import { describe, expect, test } from 'vitest';
import { requestVisit } from '../../functions/visits/request.ts';
import { visitStatus } from '../../functions/visits/status.ts';
import { at } from '../matching/sample.ts';
import { CITY, organisations } from '../support/city.ts';
import { Memory } from '../support/memory.ts';
import { opened } from '../support/numbers.ts';
import { fields, refusal } from '../support/refused.ts';
import { teacher, today } from '../support/visit.ts';
import { context, slotOn, wish } from '../support/wish.ts';

const refused = (...args: Parameters<typeof wish>) => fields(refusal(() => requestVisit(wish(...args), context())));

describe('a request', () => {
  test('becomes a visit of the school’s unit, its union and its authority, and begins as requested', () => {
    const { visit } = requestVisit(wish(), context());
    expect(visit).toMatchObject({ city: CITY, school: 'school-1', unit: 'unit-1' });
    expect(visit).toMatchObject({ union: 'district-union', education: 'district-education', policy: 1, epoch: 1, run: 1 });
    expect(visitStatus(visit, [], today.toISOString())).toBe('requested');
  });

  test('takes contact, district and address from the school’s record, unless they were given', () => {
    const contactOf = (more: Parameters<typeof wish>[0]) => {
      const { visit, request } = requestVisit(wish(more), context());
      return opened(request.contact, visit.id);
    };
    const { address } = organisations['school-1']!;
    expect(requestVisit(wish(), context()).request).toMatchObject({ address, district: 'donghu' });
    expect(contactOf({})).toEqual({ name: '示例老师', phone: '000-1234567' });
    const other = { name: '示例主任', phone: '000-7654321' };
    expect(contactOf({ contact: other })).toEqual(other);
  });

  test('of a school without a contact must bring one', () => {
    const { contact: _, ...school } = organisations['school-1']!;
    expect(fields(refusal(() => requestVisit(wish(), context({ school }))))).toEqual(['contact required']);
  });

  test('stands in the lists of its school, its unit and every other school, and the sweep looks after it', () => {
    const memory = new Memory();
    memory.apply(requestVisit(wish({ otherSchools: ['school-2'] }), context()).writes);
    const listed = memory.all().flatMap(({ party1, party2, party3 }) => [party1, party2, party3].filter(Boolean));
    expect(listed.sort()).toEqual([`${CITY}#UNIT#unit-1`, `${CITY}#school-1`, `${CITY}#school-2`]);
    const [swept] = memory.all().filter(({ sweep }) => sweep !== undefined);
    expect(swept).toMatchObject({ sk: 'VISIT', nextReminderAt: '2026-03-02T02:00:00.000Z' });
  });

  test('with short notice is urgent (加急); with three working days it is not', () => {
    expect(requestVisit(wish({ slots: [slotOn('2026-03-04')] }), context()).visit.urgent).toBe(true);
    expect(requestVisit(wish({ slots: [slotOn('2026-03-05')] }), context()).visit.urgent).toBe(false);
  });

  test('is too late when no wished time leaves the steps their minimum, and counts from the first that does', () => {
    const soon = slotOn('2026-03-02', '18:00', '19:00');
    expect(refusal(() => requestVisit(wish({ slots: [soon] }), context()))).toMatchObject({ type: 'too-late', status: 422 });
    expect(requestVisit(wish({ slots: [soon, slotOn('2026-03-12')] }), context()).visit.urgent).toBe(false);
  });
});

describe('refused is', () => {
  test('a code that the catalogue does not have', () => {
    expect(refused({ activityType: 'circus' })).toEqual(['activityType unknown']);
    expect(refused({ levels: ['junior-secondary', 'kindergarden'] })).toEqual(['levels.1 unknown']);
    expect(refused({ preferredHonours: ['nobel-prize'] })).toEqual(['preferredHonours.0 unknown']);
    expect(refused({ district: 'atlantis' })).toEqual(['district unknown']);
  });

  test('another school that is unknown, or the same once more', () => {
    expect(refused({ otherSchools: ['school-2', 'school-9'] })).toEqual(['otherSchools.1 unknown-school']);
    expect(refused({ otherSchools: ['school-1'] })).toEqual(['otherSchools.0 duplicate']);
  });

  test('a speaker who is not in the pool, and a requirement that names nobody', () => {
    const unknown = () => requestVisit(wish({ speakerId: 's99' }), context({ speakerKnown: false }));
    expect(fields(refusal(unknown))).toEqual(['speakerId unknown-speaker']);
    expect(refused({ speakerRequired: true })).toEqual(['speakerRequired required-without-speaker']);
  });

  test('how a request came, unless a union enters it; and evidence of no channel', () => {
    const [channel, evidence] = ['phone' as const, '3月2日来电'];
    expect(refused({ channel, evidence })).toEqual(['channel union-only', 'evidence union-only']);
    const by = { ...teacher, role: 'union' as const };
    expect(fields(refusal(() => requestVisit(wish({ evidence }), context({ by }))))).toEqual(['channel required']);
    expect(requestVisit(wish({ channel, evidence }), context({ by })).request).not.toHaveProperty('channel');
  });

  test('everything that is wrong at once, so that nobody has to try again and again', () => {
    const past = { start: at('2026-03-01 10:00'), end: at('2026-03-01 11:00') };
    expect(refused({ activityType: 'circus', district: 'atlantis', slots: [past] })).toEqual([
      'activityType unknown',
      'district unknown',
      'slots.0.start past',
    ]);
  });
});
