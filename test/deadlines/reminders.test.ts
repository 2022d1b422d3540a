import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPolicy, type Policy, type Reminding } from '../../functions/deadlines/policy.ts';
import { isAllowed, nextAllowed, type Reminder, remindersOf } from '../../functions/deadlines/reminders.ts';
import { instantAt, plusHours } from '../../functions/deadlines/shanghai-time.ts';
import { chineseWorkingDays as days } from '../../functions/deadlines/working-days.ts';
import { problemsOf } from '../../functions/policy/check.ts';

const at = (text: string) => instantAt(text.slice(0, 10), text.slice(11));
const farAway = at('2026-12-01 14:00');
const policyWith = (reminding: Partial<Reminding>, more: Partial<Policy> = {}): Policy => ({
  ...defaultPolicy,
  ...more,
  reminding: { ...defaultPolicy.reminding, ...reminding },
});
const says = (reminders: Reminder[]) => reminders.map(({ kind, at: when }) => [kind, when]);
const of = (openedAt: string, dueAt: string, policy = defaultPolicy, visitStart = farAway) =>
  says(remindersOf({ openedAt: at(openedAt), dueAt: at(dueAt), visitStart }, policy, days));

describe('the reminders of a question', () => {
  test('an ordinary one: half-way, the morning before, the morning itself, and when it is due', () => {
    // Monday 09:00 to Thursday 18:00 are 81 hours; half of it is Wednesday 01:30, told when work begins. So soon before the morning's
    // reminder at 08:30 it falls away.
    expect(of('2026-03-02 09:00', '2026-03-05 18:00')).toEqual([
      ['day-before', at('2026-03-04 08:30')],
      ['morning', at('2026-03-05 08:30')],
      ['overdue', at('2026-03-05 18:00')],
    ]);
    // Tuesday 15:00 to Monday 18:00 are 147 hours; half-way is Friday 16:30, eight hours after that morning's.
    expect(of('2026-03-03 15:00', '2026-03-09 18:00')[0]).toEqual(['day-before', at('2026-03-06 08:30')]);
    expect(of('2026-03-03 15:00', '2026-03-09 18:00', policyWith({ workingDaysBefore: [] }))[0]).toEqual([
      'half-time',
      at('2026-03-06 16:30'),
    ]);
  });

  test('over Spring Festival nobody is reminded on a day off, but on the make-up Saturday', () => {
    // Due on Wednesday 25 February; one working day before is Tuesday 24, three are Friday 13 February.
    expect(of('2026-02-12 09:00', '2026-02-25 18:00', policyWith({ halfTime: false, workingDaysBefore: [1, 2, 3] }))).toEqual([
      ['3-days-before', at('2026-02-13 08:30')],
      ['2-days-before', at('2026-02-14 08:30')],
      ['day-before', at('2026-02-24 08:30')],
      ['morning', at('2026-02-25 08:30')],
      ['overdue', at('2026-02-25 18:00')],
    ]);
  });

  test('of those too close to each other the later counts; one that falls away itself stands in nobody’s way', () => {
    // Half-way is 12:30; the working day begins at 08:00.
    const close = (hoursApart: number) =>
      of('2026-03-03 07:00', '2026-03-03 18:00', policyWith({ hoursApart, workingDaysBefore: [] }));
    expect(close(1)).toEqual([
      ['morning', at('2026-03-03 08:30')],
      ['half-time', at('2026-03-03 12:30')],
      ['overdue', at('2026-03-03 18:00')],
    ]);
    // The morning's is too soon after the asking.
    expect(close(2)).toEqual([
      ['half-time', at('2026-03-03 12:30')],
      ['overdue', at('2026-03-03 18:00')],
    ]);
    // Half-way, 13:00 on the day it is due, is less than six hours before it is due and falls away; the morning's then stays.
    expect(of('2026-03-02 08:00', '2026-03-03 18:00', policyWith({ hoursApart: 6, workingDaysBefore: [] }))).toEqual([
      ['morning', at('2026-03-03 08:30')],
      ['overdue', at('2026-03-03 18:00')],
    ]);
    // Saturday 10:00 to Wednesday 18:00: half-way is Monday 14:00, too soon before Tuesday's 10:00; Monday's 10:00 is not given up for it.
    const three = { at: '10:00', hoursApart: 23, workingDaysBefore: [1, 2], onTheMorning: false };
    expect(of('2026-03-07 10:00', '2026-03-11 18:00', policyWith(three))).toEqual([
      ['2-days-before', at('2026-03-09 10:00')],
      ['day-before', at('2026-03-10 10:00')],
      ['overdue', at('2026-03-11 18:00')],
    ]);
  });

  test('a question of the last hours is due in the evening, and nobody is told at night', () => {
    // The visit is tomorrow at 14:00; it is due at 23:00, its overdue reminder waits for the end of the quiet hours.
    expect(of('2026-03-11 15:00', '2026-03-11 23:00', defaultPolicy, at('2026-03-12 14:00'))).toEqual([
      ['half-time', at('2026-03-11 19:00')],
      ['overdue', at('2026-03-12 07:00')],
    ]);
    // Far from a visit it waits for the office.
    expect(of('2026-03-11 15:00', '2026-03-11 23:00')).toEqual([['overdue', at('2026-03-12 08:00')]]);
  });

  test('what a city does not want falls away', () => {
    const none = policyWith({ halfTime: false, workingDaysBefore: [], onTheMorning: false });
    expect(of('2026-03-02 09:00', '2026-03-05 18:00', none)).toEqual([['overdue', at('2026-03-05 18:00')]]);
  });
});

describe('when somebody may be told', () => {
  const hours = { visitStart: at('2026-03-15 09:00'), policy: defaultPolicy, days };
  test.each([
    ['2026-03-10 08:00', '2026-03-10 08:00', 'when work begins'],
    ['2026-03-10 07:59', '2026-03-10 08:00', 'a minute before'],
    ['2026-03-10 18:00', '2026-03-10 18:00', 'when it ends'],
    ['2026-03-10 18:01', '2026-03-11 08:00', 'in the evening'],
    ['2026-02-28 09:00', '2026-02-28 09:00', 'on a make-up Saturday'],
    ['2026-02-14 18:30', '2026-02-24 08:00', 'before Spring Festival'],
    ['2026-03-13 19:00', '2026-03-14 09:00', 'on Friday evening: not before the visit on Sunday is near'],
    ['2026-03-14 21:59', '2026-03-14 21:59', 'the evening before the visit'],
    ['2026-03-14 22:00', '2026-03-15 07:00', 'the night before'],
    ['2026-03-15 09:00', '2026-03-16 08:00', 'when it has begun'],
  ])('from %s on it is %s (%s)', (from, next) => {
    expect(nextAllowed(at(from), hours)).toBe(at(next));
  });

  test('quiet hours count also within long working hours', () => {
    const policy = policyWith({ quiet: { from: '12:00', to: '14:00' } }, { workingHours: { from: '06:00', to: '23:00' } });
    expect(nextAllowed(at('2026-03-10 12:30'), { ...hours, policy })).toBe(at('2026-03-10 14:00'));
    const night = policyWith({}, { workingHours: { from: '06:00', to: '23:00' } });
    expect(nextAllowed(at('2026-03-10 22:30'), { ...hours, policy: night })).toBe(at('2026-03-11 07:00'));
  });
});

const QUARTER = 0.25;
const someTime = fc.integer({ min: 0, max: 95 }).map((n) => {
  const [hour, minute] = [Math.floor(n / 4), (n % 4) * 15];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
});
const somePolicy = fc
  .record({
    workingHours: fc.record({ from: someTime, to: someTime }),
    quiet: fc.record({ from: someTime, to: someTime }),
    at: someTime,
    halfTime: fc.boolean(),
    onTheMorning: fc.boolean(),
    workingDaysBefore: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
    hoursApart: fc.integer({ min: 0, max: 30 }),
    shortWayHours: fc.integer({ min: 0, max: 72 }),
  })
  .map(({ workingHours, shortWayHours, ...reminding }) =>
    policyWith({ ...reminding, briefingAt: reminding.at }, { workingHours, shortWayHours }),
  )
  .filter((policy) => problemsOf(policy).length === 0);
/** Quarters of an hour from January on, over Spring Festival and National Day. */
const someInstant = fc.integer({ min: 0, max: 28_000 }).map((n) => plusHours(at('2026-01-01 00:00'), n * QUARTER));
const someHours = fc.integer({ min: 1, max: 800 }).map((n) => n * QUARTER);

test('the next instant at which somebody may be told is the first one, and is its own next', () => {
  fc.assert(
    fc.property(somePolicy, someInstant, someHours, (policy, from, untilVisit) => {
      const hours = { visitStart: plusHours(from, untilVisit - 50), policy, days };
      const next = nextAllowed(from, hours);
      expect(isAllowed(next, hours)).toBe(true);
      expect(nextAllowed(next, hours)).toBe(next);
      for (let each = from; each < next; each = plusHours(each, QUARTER))
        expect([each, isAllowed(each, hours)]).toEqual([each, false]);
    }),
  );
});

test('reminders go out in order, in the hours in which people may be told, between asking and due date, apart from each other', () => {
  fc.assert(
    fc.property(somePolicy, someInstant, someHours, someHours, (policy, openedAt, untilDue, untilVisit) => {
      const waiting = {
        openedAt,
        dueAt: plusHours(openedAt, untilDue),
        visitStart: plusHours(openedAt, untilDue + untilVisit),
      };
      const reminders = remindersOf(waiting, policy, days);
      const overdue = reminders.at(-1)!;
      expect(overdue.kind).toBe('overdue');
      expect(overdue.at >= waiting.dueAt).toBe(true);
      const { hoursApart } = policy.reminding;
      for (const [i, { kind, at: when }] of reminders.entries()) {
        expect(isAllowed(when, { visitStart: waiting.visitStart, policy, days })).toBe(true);
        if (kind === 'overdue') continue;
        expect(when >= plusHours(openedAt, hoursApart) && when > openedAt).toBe(true);
        expect(plusHours(when, hoursApart) <= waiting.dueAt && when < waiting.dueAt).toBe(true);
        expect(plusHours(when, hoursApart) <= reminders[i + 1]!.at && when <= reminders[i + 1]!.at).toBe(true);
      }
    }),
  );
});
