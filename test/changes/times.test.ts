import { describe, expect, test } from 'vitest';
import { reschedule } from '../../functions/changes/reschedule.ts';
import { shift } from '../../functions/changes/shift.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Actor, Release } from '../../functions/visits/visit.ts';
import { at, busy, friday, now, slot, thursday } from '../matching/sample.ts';
import { caseOf, facts, world } from '../support/case.ts';
import { CITY } from '../support/city.ts';
import { fields, refusal } from '../support/refused.ts';
import { core, request, seat, task, teacher, visit } from '../support/visit.ts';

const officer: Actor = { person: 'officer', name: '示例officer', role: 'union', organisation: 'district-union' };
const why = { reasonCode: 'other' };
const window = { start: at('2026-03-12 13:00'), end: at('2026-03-12 16:30') };
const required = { employer: 'employer-1', need: 'required' as const };
const released: Release = { ...required, releasedAt: now, window };
const two: Partial<VisitCore> = {
  visit: visit({ speakersWanted: 2, approved: { 1: 1, 2: 1 }, schoolConfirmedAt: now, statistics: 'due' }),
  seats: [
    seat(1, 's1', { releases: [released], speakerConfirmedAt: now, past: ['s5'] }),
    seat(2, 's3', { speakerConfirmedAt: now }),
  ],
};

type Others = NonNullable<Parameters<typeof facts>[1]>;
function situation(given: Partial<VisitCore> = {}, others: Others = [], then = now) {
  const all = { ...two, ...given };
  const read = facts(core(all));
  // What somebody else has of a speaker's time stands beside what this visit holds.
  for (const [id, { diaries }] of others) {
    const own = read.get(id)!;
    const merged = diaries.map((diary) => {
      const before = own.diaries.find(({ month }) => month === diary.month);
      return before ? { ...before, holds: [...before.holds, ...diary.holds] } : diary;
    });
    read.set(id, {
      ...own,
      diaries: [...own.diaries.filter(({ month }) => merged.every((it) => it.month !== month)), ...merged],
    });
  }
  const { task: _, ...s } = caseOf(task('statistics'), { ...all, tasks: [] }, { now: new Date(then), facts: read });
  return { s: s, read };
}

function moves(slots: { start: string; end: string }[], given: Partial<VisitCore> = {}, others: Others = [], then = now) {
  const { s, read } = situation(given, others, then);
  return world(
    s,
    { writes: reschedule(s, slots, why, teacher) },
    read,
    s.request.otherSchools.map((school) => ({ pk: `${CITY}#VISIT#v1`, sk: `WITH#${school}`, when: 'old' })),
  );
}
const week = slot('2026-03-19 14:00', '15:30');
const april = slot('2026-04-02 14:00', '15:30');

describe('a visit that is moved', () => {
  test('where one of two cannot come: the other stays, and whoever cannot may be asked again', () => {
    const { seats, visit, held, load, status } = moves([week], {}, [busy('s3', week)]);
    expect(seats).toMatchObject([
      { speaker: 's1', round: 1, releases: [required], past: ['s5'] },
      { seat: 2, round: 1, releases: [], past: [] },
    ]);
    expect(seats[0]!.releases[0]).not.toHaveProperty('releasedAt');
    expect(seats[1]).not.toHaveProperty('speaker');
    expect({ status, slot: visit.slot, held }).toEqual({
      status: 'awaiting-release',
      slot: { index: 0, ...week },
      held: ['s1'],
    });
    expect([load('s1'), load('s3')]).toEqual([1, 0]);
  });

  test('takes the first of its new times at which most can come', () => {
    const [first, second, third] = [week, slot('2026-03-20 14:00', '15:30'), slot('2026-03-24 14:00', '15:30')];
    expect(moves([first!, second!, third!], {}, [busy('s3', first!)]).visit.slot).toEqual({ index: 1, ...second });
    expect(moves([first!, second!]).visit.slot).toEqual({ index: 0, ...first });
  });

  test('where nobody can come: all seats are open, no time is chosen, nobody is held', () => {
    const { visit, seats, held, items } = moves([week], {}, [busy('s1', week), busy('s3', week)]);
    expect(visit).not.toHaveProperty('slot');
    expect(seats.map(({ speaker, past }) => [speaker, past])).toEqual([
      [undefined, ['s5']],
      [undefined, []],
    ]);
    expect(held).toEqual([]);
    expect(items.find(({ sk }) => sk === 'REQUEST#SLOTS')).toMatchObject({ slots: [week] });
  });

  test('into another month is held there, and counted there', () => {
    const { items, load } = moves([april]);
    const diary = (month: string) => items.find(({ pk, sk }) => pk === `${CITY}#DIARY#s1` && sk === month);
    expect(diary('2026-03')).toMatchObject({ holds: [] });
    expect(diary('2026-04')).toMatchObject({ holds: [{ visit: 'v1', seat: 1 }] });
    expect(load('s1')).toBe(0);
  });

  test('to hours that overlap its own is not in its own way', () => {
    expect(moves([slot('2026-03-12 15:00', '16:30')]).held).toEqual(['s1', 's3']);
  });

  test('opens a seat again that it had given up', () => {
    const givenUp = seat(2, undefined, { past: ['s3'], givenUp: true });
    const { seats } = moves([week], { seats: [two.seats![0]!, givenUp] });
    expect(seats[1]).toMatchObject({ past: ['s3'] });
    expect(seats[1]).not.toHaveProperty('givenUp');
  });

  test('stands for every school that takes part where it belongs now, and is urgent if it has become so', () => {
    const given = { request: request({ otherSchools: ['school-2'] }) };
    const { items, visit } = moves([april], given);
    expect(items.find(({ sk }) => sk === 'WITH#school-2')).toMatchObject({ when: `${april.start}#v1` });
    expect(items.find(({ sk }) => sk === 'VISIT')).toMatchObject({ when: `${april.start}#v1` });
    expect(visit.urgent).toBe(false);
    expect(moves([slot('2026-03-04 14:00', '15:30')]).visit.urgent).toBe(true);
  });
});

describe('a visit that is shifted', () => {
  const shifts = (to: { start: string; end: string }, given: Partial<VisitCore> = {}, by = teacher) => {
    const { s, read } = situation(given);
    return world(s, { writes: shift(s, to, why, by) }, read);
  };
  const later = slot('2026-03-12 14:30', '16:00');

  test('is held at its new hours, once for each speaker, and the time is fixed', () => {
    const { visit, items, load, seats } = shifts(later);
    expect(visit.slot).toEqual({ index: 0, ...later, fixed: true });
    for (const id of ['s1', 's3']) {
      const diary = items.find(({ pk, sk }) => pk === `${CITY}#DIARY#${id}` && sk === '2026-03');
      expect(diary).toMatchObject({ holds: [{ visit: 'v1', start: at('2026-03-12 13:30'), end: at('2026-03-12 17:00') }] });
      expect(load(id)).toBe(1);
    }
    expect(seats.map(({ round, past }) => [round, past])).toEqual([
      [1, ['s5']],
      [1, []],
    ]);
  });

  test.each([
    ['to the very hours that were released', window],
    ['to fewer hours', slot('2026-03-12 14:15', '15:00')],
  ])('%s needs no new release', (_, to) => {
    expect(shifts(to).seats[0]!.releases).toEqual([released]);
  });

  test('a minute beyond what was released is refused', () => {
    const { start, end } = window;
    for (const to of [
      { start: at('2026-03-12 12:59'), end },
      { start, end: at('2026-03-12 16:31') },
    ])
      expect(fields(refusal(() => shifts(to)))).toEqual(['start outside-release']);
  });

  test('within the day that the employer was told of, after a replacement by phone, asks no employer', () => {
    const day: Release = {
      employer: 'employer-1',
      need: 'notice',
      window: { start: at('2026-03-12 00:00'), end: at('2026-03-13 00:00') },
    };
    const seats = [seat(1, 's1', { releases: [day], speakerConfirmedAt: now }), two.seats![1]!];
    expect(shifts(slot('2026-03-12 09:00', '10:00'), { seats }).seats[0]!.releases).toEqual([day]);
  });

  test('while an employer has not answered, that question stays; a seat without a speaker stays open', () => {
    const given = {
      visit: visit({ speakersWanted: 2, approved: { 1: 1, 2: 1 } }),
      seats: [seat(1, 's1', { releases: [required] }), seat(2, undefined, { past: ['s3'] })],
    };
    const { seats, held } = shifts(slot('2026-03-12 09:00', '10:00'), given);
    expect(seats).toMatchObject([{ speaker: 's1', releases: [required] }, { past: ['s3'] }]);
    expect(held).toEqual(['s1']);
  });

  test('by the union: the school is asked again; by the school: not for the same speakers', () => {
    expect(shifts(later, {}, officer).visit).not.toHaveProperty('schoolAgreed');
    expect(shifts(later).visit.schoolAgreed).toContain('1:s1 2:s3');
    expect(shifts(later).visit).not.toHaveProperty('schoolConfirmedAt');
  });

  test('keeps its other times as they were wished', () => {
    const { items } = shifts(later, { request: request({ slots: [thursday, friday] }) });
    expect(items.find(({ sk }) => sk === 'REQUEST#SLOTS')).toMatchObject({ slots: [later, friday] });
  });
});
