import { describe, expect, test } from 'vitest';
import { evaluate } from '../../functions/matching/constraints.ts';
import type { Fact } from '../../functions/matching/diary.ts';
import type { MatchRequest } from '../../functions/matching/request.ts';
import type { Speaker } from '../../functions/talent/speaker.ts';
import {
  at,
  busy,
  days,
  evenings,
  friday,
  loaded,
  now,
  policy,
  request,
  slot,
  speaker,
  threeEvenings,
  thursday,
} from './sample.ts';

const fails = (profile: Partial<Speaker>, wish: Partial<MatchRequest> = {}, when = thursday, fact?: Fact) =>
  evaluate(speaker('a', profile), request(wish), when, policy, now, days, fact);

test('a profile that restricts nothing suits everything', () => {
  expect(fails({}, {}, thursday, { diaries: [] })).toEqual([]);
});

test('only who is active, with all honours in force, can come', () => {
  const honour = { code: 'model-worker', level: 'city', body: '示例市总工会', year: 2020 } as const;
  expect(fails({ honours: [honour] })).toEqual([]);
  expect(fails({ honours: [honour, { ...honour, revoked: true }] })).toEqual(['status']);
  for (const status of ['nominated', 'admitted', 'paused', 'retired'] as const) expect(fails({ status })).toEqual(['status']);
});

test('each of the requested levels must suit', () => {
  const levels = ['primary', 'junior-middle'];
  expect(fails({ levels: ['junior-middle', 'primary'] }, { levels })).toEqual([]);
  expect(fails({ levels: ['junior-middle'] }, { levels })).toEqual(['level']);
});

test('type of activity and mode must suit', () => {
  expect(fails({ activityTypes: ['lecture'] })).toEqual(['activity-type']);
  expect(fails({ activityTypes: ['lecture', 'class-meeting'] })).toEqual([]);
  expect(fails({ modes: ['online'] })).toEqual(['mode']);
});

test('the district must suit, except online', () => {
  expect(fails({ districts: ['xihu'] })).toEqual(['district']);
  expect(fails({ districts: ['xihu'] }, { mode: 'online' })).toEqual([]);
});

test('who declined is not asked again', () => {
  expect(fails({}, { excluded: ['a'] })).toEqual(['excluded']);
});

test('a speaker may want more notice: nine working days lie before the second Thursday', () => {
  expect(fails({ minimumNoticeDays: 8 })).toEqual([]);
  expect(fails({ minimumNoticeDays: 9 })).toEqual(['notice']);
});

describe('availability', () => {
  const on = (weekday: number, from: string, to: string) => ({ weekday, from, to });

  test('must cover the whole slot on its weekday', () => {
    expect(fails({ availability: [on(4, '14:00', '15:30')] })).toEqual([]);
    expect(fails({ availability: [on(4, '14:00', '15:00')] })).toEqual(['availability']);
    expect(fails({ availability: [on(4, '14:30', '18:00')] })).toEqual(['availability']);
    expect(fails({ availability: [on(3, '08:00', '18:00')] })).toEqual(['availability']);
  });

  test('may be put together from stretches without a gap', () => {
    expect(fails({ availability: [on(4, '15:00', '18:00'), on(4, '12:00', '15:00')] })).toEqual([]);
    expect(fails({ availability: [on(4, '15:01', '18:00'), on(4, '12:00', '15:00')] })).toEqual(['availability']);
  });

  test('of a slot over two days counts the hours of visits on both, not the night', () => {
    const overnight = { start: at('2026-03-12 14:00'), end: at('2026-03-13 11:00') };
    expect(fails({ availability: [on(4, '14:00', '22:00'), on(5, '07:00', '11:00')] }, {}, overnight)).toEqual([]);
    expect(fails({ availability: [on(4, '14:00', '22:00')] }, {}, overnight)).toEqual(['availability']);
  });
});

describe('diary and load', () => {
  const fact = (entry: [string, Fact]) => entry[1];

  test('another visit, or the way to it, makes busy', () => {
    expect(fails({}, {}, thursday, fact(busy('a', slot('2026-03-12 16:00', '18:00'))))).toEqual(['busy']);
    expect(fails({}, {}, thursday, fact(busy('a', slot('2026-03-12 16:30', '18:00'))))).toEqual([]);
    expect(fails({}, { mode: 'online' }, thursday, fact(busy('a', slot('2026-03-12 15:30', '18:00'))))).toEqual([]);
  });

  test('the limit of visits', () => {
    expect(fails({}, {}, thursday, fact(loaded('a', 1)))).toEqual([]);
    expect(fails({}, {}, thursday, fact(loaded('a', 2)))).toEqual(['load']);
  });

  test("a visit's own hold neither makes busy nor counts as load", () => {
    const own: Fact = { ...fact(busy('a', slot('2026-03-12 13:00', '16:30'), 'v1')), load: fact(loaded('a', 2)).load };
    expect(fails({}, {}, thursday, own)).toEqual([]);
    expect(fails({}, { visit: 'v2' }, thursday, own)).toEqual(['busy']);
  });
});

describe('three evenings', () => {
  const { start, end } = threeEvenings;
  const asked = (profile: Partial<Speaker>, fact?: Fact) =>
    fails(profile, { slots: [friday, threeEvenings] }, { start, end }, fact);
  const onEvenings = [3, 4, 5].map((weekday) => ({ weekday, from: '18:00', to: '21:00' }));

  test('are asked for, and not the days between', () => {
    expect(asked({ availability: onEvenings })).toEqual([]);
    expect(asked({ availability: onEvenings.slice(1) })).toEqual(['availability']);
  });

  test('leave the days between free for another visit, as far as the way allows', () => {
    const other = (from: string, to: string) => asked({}, busy('a', slot(`2026-03-12 ${from}`, to))[1]);
    expect(other('08:00', '18:00')).toEqual([]);
    expect(other('08:00', '18:30')).toEqual(['busy']);
    expect(other('20:00', '21:00')).toEqual(['busy']);
    expect(other('21:30', '22:00')).toEqual([]);
  });

  test('that the visit holds already do not stand in its own way', () => {
    const [, fact] = loaded('a', 2);
    const holds = evenings.map((evening) => ({ ...evening, visit: 'v1', seat: 1 }));
    expect(asked({}, { ...fact, diaries: [{ speaker: 'a', month: '2026-03', version: 1, holds }] })).toEqual([]);
  });
});

test('everything that fails is named', () => {
  expect(fails({ status: 'paused', levels: ['primary'] }, {}, thursday, { diaries: [] })).toEqual(['status', 'level']);
});
