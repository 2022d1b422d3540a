import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plusHours } from '../../functions/deadlines/shanghai-time.ts';
import {
  addLoad,
  emptyDiary,
  emptyLoad,
  heldTimes,
  hold,
  isFree,
  months,
  release,
  subtractLoad,
  weekAndMonth,
  withinLoad,
} from '../../functions/matching/diary.ts';
import type { MatchRequest } from '../../functions/matching/request.ts';
import type { Interval } from '../../functions/platform/schema.ts';
import type { Slot } from '../../functions/visits/visit.ts';
import { at, evenings, friday, now, policy, slot, speaker, threeEvenings, thursday } from './sample.ts';

const held = [slot('2026-03-12 13:00', '16:30')];
const holdsOf = (mode: MatchRequest['mode'], asked: Slot) => heldTimes({ mode, slots: [asked] }, asked, policy);

test('a visit away from the desk holds an hour of travel on each side, one online none', () => {
  expect(holdsOf('in-school', thursday)).toEqual(held);
  expect(holdsOf('at-base', thursday)).toEqual(held);
  expect(holdsOf('online', thursday)).toEqual([thursday]);
});

test('three evenings hold three evenings', () => {
  expect(holdsOf('online', threeEvenings)).toEqual(evenings);
  expect(holdsOf('in-school', threeEvenings)).toEqual(['11', '12', '13'].map((date) => slot(`2026-03-${date} 18:00`, '21:30')));
});

test('between two sessions that leave no time for the way the speaker stays: one hold', () => {
  const day = (...sessions: Interval[]) => ({ ...slot('2026-03-12 08:00', '17:00'), sessions });
  const [morning, noon, afternoon] = [
    slot('2026-03-12 08:00', '09:00'),
    slot('2026-03-12 11:00', '12:00'),
    slot('2026-03-12 16:00', '17:00'),
  ] as const;
  expect(holdsOf('in-school', day(afternoon, noon, morning))).toEqual([
    slot('2026-03-12 07:00', '13:00'),
    slot('2026-03-12 15:00', '18:00'),
  ]);
  expect(holdsOf('online', day(morning, noon, afternoon))).toEqual([morning, noon, afternoon]);
});

test('what is held covers every session with its way, in order and without touching, whatever the sessions', () => {
  const session = fc
    .record({ from: fc.integer({ min: 0, max: 72 * 4 }), quarters: fc.integer({ min: 1, max: 48 }) })
    .map(({ from, quarters }) => ({ start: plusHours(now, from / 4), end: plusHours(now, (from + quarters) / 4) }));
  fc.assert(
    fc.property(fc.array(session, { minLength: 1, maxLength: 8 }), (sessions) => {
      const times = holdsOf('in-school', { start: now, end: plusHours(now, 84), sessions });
      for (const [i, { start }] of times.slice(1).entries()) expect(times[i]!.end < start).toBe(true);
      const covered = (start: string, end: string) => times.some((time) => time.start <= start && end <= time.end);
      for (const { start, end } of sessions) expect(covered(plusHours(start, -1), plusHours(end, 1))).toBe(true);
    }),
  );
});

test("what is held over midnight at a month's end stands in both months", () => {
  const late = { start: at('2026-03-31 21:00'), end: at('2026-03-31 22:30') };
  expect(months([late])).toEqual(['2026-03']);
  expect(months([{ ...late, end: at('2026-04-01 00:00') }])).toEqual(['2026-03']);
  expect(months([{ ...late, end: at('2026-04-01 00:30') }])).toEqual(['2026-03', '2026-04']);
  expect(months([late, slot('2026-04-01 19:00', '20:30')])).toEqual(['2026-03', '2026-04']);
});

test('holds that touch do not overlap, and a visit never blocks itself', () => {
  const diary = hold(emptyDiary('a', '2026-03'), 'v1', 1, held);
  const free = (from: string, to: string, visit = 'v2') => isFree([diary], [slot(`2026-03-12 ${from}`, to)], visit);
  expect(free('16:30', '18:00')).toBe(true);
  expect(free('11:00', '13:00')).toBe(true);
  expect(free('16:29', '18:00')).toBe(false);
  expect(free('14:00', '15:00')).toBe(false);
  expect(isFree([diary], held, 'v1')).toBe(true);
  expect(isFree([], held, 'v2')).toBe(true);
});

test('who is held on evenings is free by day, and busy when one of the wished sessions lies on an evening', () => {
  const diary = hold(emptyDiary('a', '2026-03'), 'v1', 1, evenings);
  const byDay = [thursday, friday];
  expect(isFree([diary], byDay, 'v2')).toBe(true);
  expect(isFree([diary], [...byDay, slot('2026-03-13 20:00', '21:00')], 'v2')).toBe(false);
});

test('each change of a diary is a new version, and releasing a seat leaves the others', () => {
  const empty = emptyDiary('a', '2026-03');
  const one = hold(empty, 'v2', 1, held);
  const two = hold(one, 'v1', 2, [slot('2026-03-05 13:00', '16:30'), slot('2026-03-06 13:00', '16:30')]);
  expect(two.version).toBe(2);
  expect(two.holds.map(({ visit }) => visit)).toEqual(['v1', 'v1', 'v2']);
  expect(release(two, 'v1', 2)).toEqual({ ...one, version: 3 });
  expect(release(two, 'v1', 1).holds).toEqual(two.holds);
  expect(empty.holds).toEqual([]);
});

test('a seat that moves takes all its holds along', () => {
  const one = hold(emptyDiary('a', '2026-03'), 'v1', 1, evenings);
  const moved = hold(one, 'v1', 1, [slot('2026-03-13 13:00', '16:30')]);
  expect(moved.holds).toEqual([{ ...slot('2026-03-13 13:00', '16:30'), visit: 'v1', seat: 1 }]);
});

test('a load counts by week and month, and taking a visit back undoes adding it', () => {
  expect(weekAndMonth(thursday.start)).toEqual(['2026-W11', '2026-03']);
  const one = addLoad(emptyLoad('a'), thursday.start, now);
  expect(one).toEqual({ speaker: 'a', version: 1, counts: { '2026-W11': 1, '2026-03': 1 } });
  expect(subtractLoad(one, thursday.start)).toEqual({ speaker: 'a', version: 2, counts: {} });
  expect(subtractLoad(emptyLoad('a'), thursday.start).counts).toEqual({});
});

test('adding forgets weeks and months that are over, and nothing that is still to come', () => {
  const counts = { '2025-W52': 1, '2025-12': 1, '2026-W09': 2, '2026-02': 2, '2026-W10': 1, '2026-03': 1, '2026-W12': 1 };
  const later = addLoad({ speaker: 'a', version: 7, counts }, at('2026-12-17 09:00'), now);
  expect(later.counts).toEqual({ '2026-W10': 1, '2026-03': 1, '2026-W12': 1, '2026-W51': 1, '2026-12': 1 });
});

test('two visits a week and six a month are enough, or fewer where the speaker says so', () => {
  const load = (week: number, month: number) => ({
    speaker: 'a',
    version: 1,
    counts: { '2026-W11': week, '2026-03': month },
  });
  const within = (week: number, month: number, own = 0, profile = {}) =>
    withinLoad(load(week, month), speaker('a', profile), policy, thursday.start, own);
  expect(withinLoad(undefined, speaker('a'), policy, thursday.start)).toBe(true);
  expect([within(1, 5), within(2, 5), within(1, 6)]).toEqual([true, false, false]);
  expect([within(2, 6, 1), within(3, 6, 1)]).toEqual([true, false]);
  expect(within(1, 1, 0, { maxPerWeek: 1 })).toBe(false);
  expect(within(1, 1, 0, { maxPerMonth: 1 })).toBe(false);
  expect(within(2, 2, 0, { maxPerWeek: 9 })).toBe(false);
});
