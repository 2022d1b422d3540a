import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { giveBack, type TakenOf, take, usedMinutes } from '../../functions/matching/permitted.ts';
import { releasesNeeded } from '../../functions/matching/release.ts';
import type { Load } from '../../functions/matching/request.ts';
import type { Interval } from '../../functions/platform/schema.ts';
import type { Employment, Permission } from '../../functions/talent/speaker.ts';
import { at, days, evenings, friday, now, policy, slot, speaker, thursday } from './sample.ts';

const year = { from: '2026-01-01', to: '2026-12-31' };
const employedAt = (employer: string, permission?: Permission): Employment => ({ kind: 'employed', employer, permission });
const permits = (hoursPerMonth: number, more: Partial<Permission> = {}) =>
  employedAt('works', { hoursPerMonth, ...year, ...more });
const usedUp = (permitted: Record<string, number>): Load => ({ speaker: 'a', version: 1, counts: {}, permitted });
const needs = (times: Interval[], employments: Employment[], load?: Load) =>
  releasesNeeded(speaker('a', { employments }), times, policy, days, load);
const asked = [{ employer: 'works', need: 'required' }];
const told = (...permitted: { month: string; minutes: number }[]) => [{ employer: 'works', need: 'notice', permitted }];
const march = (minutes: number) => ({ month: '2026-03', minutes });

describe('under a standing permission', () => {
  test('an employer is told of a visit that fits into the month’s hours, and asked about one that does not', () => {
    expect(needs([thursday], [permits(2)])).toEqual(told(march(90)));
    expect(needs([thursday], [permits(1)])).toEqual(asked);
  });

  test('what others took is gone: the last minute fits, one more does not', () => {
    expect(needs([thursday], [permits(2)], usedUp({ 'works 2026-03': 30 }))).toEqual(told(march(90)));
    expect(needs([thursday], [permits(2)], usedUp({ 'works 2026-03': 31 }))).toEqual(asked);
    const elsewhere = usedUp({ 'works 2026-02': 120, 'works 2026-04': 120, 'college 2026-03': 120, 'work 2026-03': 120 });
    expect(needs([thursday], [permits(2)], elsewhere)).toEqual(told(march(90)));
  });

  test.each([
    ['in the evening', slot('2026-03-12 17:30', '19:30'), 30],
    ['early in the morning', slot('2026-03-12 07:10', '09:00'), 60],
    ['all day, from before work to after it', slot('2026-03-12 07:00', '19:00'), 600],
    ['on a make-up Saturday', slot('2026-02-28 10:00', '11:00'), 60],
  ])('only the minutes within working hours count: %s', (_, time, minutes) => {
    expect(needs([time], [permits(10)])).toEqual(told({ month: time.start.slice(0, 7), minutes }));
  });

  test.each([
    ['evenings', evenings],
    ['a Saturday', [slot('2026-03-14 10:00', '11:30')]],
    ['a holiday', [slot('2026-10-01 10:00', '11:30')]],
  ])('%s take nothing of it, and are told as ever', (_, times) => {
    expect(needs(times, [permits(1)])).toEqual([{ employer: 'works', need: 'notice' }]);
    expect(needs(times, [permits(1)], usedUp({ 'works 2026-03': 60 }))).toEqual([{ employer: 'works', need: 'notice' }]);
  });

  test('a visit over a weekend counts the Friday and the Monday', () => {
    const weekend = { start: at('2026-03-13 17:00'), end: at('2026-03-16 09:00') };
    expect(needs([weekend], [permits(2)])).toEqual(told(march(120)));
  });

  test('sessions count one by one, those of a month together', () => {
    expect(needs([thursday, friday, ...evenings], [permits(3)])).toEqual(told(march(180)));
    expect(needs([thursday, friday], [permits(2)])).toEqual(asked);
  });

  test('over month’s end each month gives its part, and one that has not enough left makes the whole visit a question', () => {
    const end = [slot('2026-03-31 16:00', '18:00'), slot('2026-04-01 08:00', '09:00')];
    const both = told(march(120), { month: '2026-04', minutes: 60 });
    expect(needs(end, [permits(2)])).toEqual(both);
    expect(needs(end, [permits(2)], usedUp({ 'works 2026-04': 60 }))).toEqual(both);
    expect(needs(end, [permits(2)], usedUp({ 'works 2026-04': 61 }))).toEqual(asked);
    const overNight = { start: at('2026-03-31 17:00'), end: at('2026-04-01 09:00') };
    expect(needs([overNight], [permits(1)])).toEqual(told(march(60), { month: '2026-04', minutes: 60 }));
  });

  test('it covers its own days, both included, and a visit that leaves them is a question', () => {
    expect(needs([thursday], [permits(2, { from: '2026-03-12', to: '2026-03-12' })])).toEqual(told(march(90)));
    expect(needs([thursday], [permits(2, { from: '2026-03-13' })])).toEqual(asked);
    expect(needs([thursday], [permits(2, { to: '2026-03-11' })])).toEqual(asked);
    expect(needs([thursday, friday], [permits(9, { to: '2026-03-12' })])).toEqual(asked);
  });

  test('each employer permits for itself', () => {
    expect(needs([thursday], [permits(2), employedAt('college')])).toEqual([
      ...told(march(90)),
      { employer: 'college', need: 'required' },
    ]);
  });

  test('a begun minute counts whole', () => {
    const long = { start: at('2026-03-12 14:00'), end: '2026-03-12T07:00:00.001Z' };
    expect(needs([long], [permits(2)])).toEqual(told(march(61)));
    expect(needs([long], [permits(1)])).toEqual(asked);
  });
});

const taken = fc.record({
  employer: fc.constantFrom('works', 'college'),
  month: fc.constantFrom('2026-03', '2026-04', '2026-12'),
  minutes: fc.integer({ min: 1, max: 600 }),
});
const empty: Load = { speaker: 'a', version: 1, counts: {} };
const total = (all: TakenOf[], { employer, month }: TakenOf) =>
  all.reduce((sum, each) => sum + (each.employer === employer && each.month === month ? each.minutes : 0), 0);

describe('what is used up', () => {
  test('is the sum of what was taken, by employer and month', () => {
    fc.assert(
      fc.property(fc.array(taken), (all) => {
        const load = take(empty, all, now);
        for (const each of all) expect(usedMinutes(load, each.employer, each.month)).toBe(total(all, each));
        expect(load.counts).toEqual({});
      }),
    );
  });

  test('is as it was when what was taken is given back, and the item is as small as before', () => {
    fc.assert(
      fc.property(fc.array(fc.array(taken, { maxLength: 3 })), fc.array(taken), (seats, before) => {
        const load = take(empty, before, now);
        const all = seats.reduce((soFar, seat) => take(soFar, seat, now), load);
        expect(seats.reduce(giveBack, all)).toEqual(load);
        expect(giveBack(take(empty, before, now), before)).toEqual(empty);
      }),
    );
  });

  test('is never less than nothing, whatever is given back', () => {
    fc.assert(
      fc.property(fc.array(taken), fc.array(taken), (first, second) => {
        const load = giveBack(take(empty, first, now), second);
        for (const minutes of Object.values(load.permitted ?? {})) expect(minutes).toBeGreaterThan(0);
      }),
    );
  });

  test('of months that are over is forgotten, and nothing of those to come', () => {
    const load = usedUp({ 'works 2025-12': 60, 'works 2026-02': 60, 'works 2026-03': 60, 'college 2026-11': 60 });
    expect(take(load, [], now).permitted).toEqual({ 'works 2026-03': 60, 'college 2026-11': 60 });
    expect(take(usedUp({ 'works 2026-02': 60 }), [], now)).not.toHaveProperty('permitted');
    expect(giveBack(empty, [{ employer: 'works', month: '2026-02', minutes: 60 }])).toEqual(empty);
  });

  test('never exceeds what is permitted, however many visits are seated one after the other', () => {
    const time = fc
      .record({
        hour: fc.integer({ min: 7, max: 20 }),
        day: fc.integer({ min: 1, max: 30 }),
        half: fc.integer({ min: 1, max: 8 }),
      })
      .map(({ hour, day, half }) => {
        const start = at(`2026-04-${String(day).padStart(2, '0')} ${String(hour).padStart(2, '0')}:00`);
        return { start, end: new Date(Date.parse(start) + half * 1_800_000).toISOString() };
      });
    fc.assert(
      fc.property(fc.array(time), fc.integer({ min: 1, max: 20 }), (visits, hours) => {
        let load = empty;
        for (const visit of visits) {
          for (const { employer, permitted = [] } of needs([visit], [permits(hours)], load))
            load = take(
              load,
              permitted.map((each) => ({ employer, ...each })),
              now,
            );
          expect(usedMinutes(load, 'works', '2026-04')).toBeLessThanOrEqual(60 * hours);
        }
      }),
    );
  });
});
