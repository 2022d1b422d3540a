import { expect, test } from 'vitest';
import {
  addLoad,
  buffered,
  emptyDiary,
  emptyLoad,
  hold,
  isFree,
  months,
  release,
  subtractLoad,
  weekAndMonth,
  withinLoad,
} from '../../functions/matching/diary.ts';
import { at, now, policy, slot, speaker, thursday } from './sample.ts';

const held = slot('2026-03-12 13:00', '16:30');

test('a visit away from the desk holds an hour of travel on each side, one online none', () => {
  expect(buffered(thursday, 'in-school', policy)).toEqual(held);
  expect(buffered(thursday, 'at-base', policy)).toEqual(held);
  expect(buffered(thursday, 'online', policy)).toEqual(thursday);
});

test("what is held over midnight at a month's end stands in both months", () => {
  const late = { start: at('2026-03-31 21:00'), end: at('2026-03-31 22:30') };
  expect(months(late)).toEqual(['2026-03']);
  expect(months({ ...late, end: at('2026-04-01 00:00') })).toEqual(['2026-03']);
  expect(months({ ...late, end: at('2026-04-01 00:30') })).toEqual(['2026-03', '2026-04']);
});

test('holds that touch do not overlap, and a visit never blocks itself', () => {
  const diary = hold(emptyDiary('a', '2026-03'), { ...held, visit: 'v1', seat: 1 });
  expect(isFree([diary], slot('2026-03-12 16:30', '18:00'), 'v2')).toBe(true);
  expect(isFree([diary], slot('2026-03-12 11:00', '13:00'), 'v2')).toBe(true);
  expect(isFree([diary], slot('2026-03-12 16:29', '18:00'), 'v2')).toBe(false);
  expect(isFree([diary], slot('2026-03-12 14:00', '15:00'), 'v2')).toBe(false);
  expect(isFree([diary], held, 'v1')).toBe(true);
  expect(isFree([], held, 'v2')).toBe(true);
});

test('each change of a diary is a new version, and releasing a seat leaves the others', () => {
  const empty = emptyDiary('a', '2026-03');
  const one = hold(empty, { ...held, visit: 'v2', seat: 1 });
  const two = hold(one, { ...slot('2026-03-05 13:00', '16:30'), visit: 'v1', seat: 2 });
  expect(two.version).toBe(2);
  expect(two.holds.map(({ visit }) => visit)).toEqual(['v1', 'v2']);
  expect(release(two, 'v1', 2)).toEqual({ ...one, version: 3 });
  expect(release(two, 'v1', 1).holds).toEqual(two.holds);
  expect(empty.holds).toEqual([]);
});

test('a seat that moves takes its hold along', () => {
  const one = hold(emptyDiary('a', '2026-03'), { ...held, visit: 'v1', seat: 1 });
  const moved = hold(one, { ...slot('2026-03-13 13:00', '16:30'), visit: 'v1', seat: 1 });
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
