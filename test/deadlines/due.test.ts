import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deadline, isUrgent, lastInstant, stepsBeforeVisit, stillFits } from '../../functions/deadlines/due.ts';
import { defaultPolicy as policy, Step } from '../../functions/deadlines/policy.ts';
import { instantAt, plusHours } from '../../functions/deadlines/shanghai-time.ts';
import { chineseWorkingDays as days } from '../../functions/deadlines/working-days.ts';

/** '2026-03-09 18:00' in Shanghai as an instant. */
const at = (text: string) => instantAt(text.slice(0, 10), text.slice(11));
const visitAt = (text: string) => ({ start: at(text), end: plusHours(at(text), 2) });
const farAway = visitAt('2028-12-01 14:00');

test.each([
  ['2026-03-02 09:00', '2026-03-05 18:00', '2026-03-09 18:00', 'an ordinary Monday'],
  ['2026-03-06 19:30', '2026-03-11 18:00', '2026-03-13 18:00', 'Friday evening'],
  ['2026-03-08 23:59', '2026-03-11 18:00', '2026-03-13 18:00', 'Sunday, a minute before midnight'],
  ['2026-03-09 00:00', '2026-03-12 18:00', '2026-03-16 18:00', 'Monday at midnight: the day of asking does not count'],
  ['2026-02-12 10:00', '2026-02-24 18:00', '2026-02-26 18:00', 'before Spring Festival, with a make-up Saturday'],
  ['2026-02-25 10:00', '2026-02-28 18:00', '2026-03-03 18:00', 'due on the make-up Saturday after it'],
  ['2026-09-18 20:00', '2026-09-22 18:00', '2026-09-24 18:00', 'over the make-up Sunday before National Day'],
  ['2026-09-29 10:00', '2026-10-09 18:00', '2026-10-12 18:00', 'over National Day, expiring after a make-up Saturday'],
  ['2025-12-31 15:00', '2026-01-06 18:00', '2026-01-08 18:00', "over the year's end"],
  ['2028-02-28 09:00', '2028-03-02 18:00', '2028-03-06 18:00', 'over a leap day of a provisional year'],
])('a union asked at %s has until %s, its superior until %s (%s)', (asked, dueAt, expiresAt) => {
  expect(deadline('union-approval', at(asked), farAway, policy, days)).toEqual({
    dueAt: at(dueAt),
    expiresAt: at(expiresAt),
    urgent: false,
    provisional: asked.startsWith('2028'),
  });
});

test('the last second of a day in Shanghai is another day of asking than the first of the next', () => {
  const of = (asked: string) => deadline('union-approval', asked, farAway, policy, days).dueAt;
  // Monday 9 March: Tue 10, Wed 11, Thu 12. Tuesday 10 March: Wed 11, Thu 12, Fri 13. In UTC both are the 9th.
  expect(of('2026-03-09T15:59:59.999Z')).toBe(at('2026-03-12 18:00'));
  expect(of('2026-03-09T16:00:00.000Z')).toBe(at('2026-03-13 18:00'));
  // 29 February 2028, a Tuesday: Wed 1, Thu 2, Fri 3 March; asked a second later one day more, over the weekend.
  expect(of('2028-02-29T15:59:59.000Z')).toBe(at('2028-03-03 18:00'));
  expect(of('2028-02-29T16:00:00.000Z')).toBe(at('2028-03-06 18:00'));
});

test('a date is provisional once a day after the asking was counted in a year that is not announced', () => {
  const of = (asked: string, visit = farAway) => deadline('union-approval', at(asked), visit, policy, days);
  // Mon 28 December: Tue 29, Wed 30, Thu 31; the superior's two days are Fri 1 and Mon 4 January.
  expect(of('2026-12-28 09:00')).toMatchObject({ dueAt: at('2026-12-31 18:00'), provisional: true });
  // Thu 24: Fri 25, Mon 28, Tue 29; then Wed 30, Thu 31.
  expect(of('2026-12-24 09:00')).toMatchObject({ expiresAt: at('2026-12-31 18:00'), provisional: false });
  // The visit itself sets the date, whatever the next year's calendar will be.
  expect(of('2026-12-28 09:00', visitAt('2026-12-31 14:00'))).toMatchObject({ urgent: true, provisional: false });
});

test('when the visit is near, each step leaves the later ones four hours each, and the superior two', () => {
  const visit = visitAt('2026-03-12 14:00');
  const asked = at('2026-03-11 09:00');
  const of = (step: Step) => deadline(step, asked, visit, policy, days);
  const urgently = (dueAt: string, expiresAt: string) => ({
    ...{ dueAt: at(dueAt), expiresAt: at(expiresAt) },
    ...{ urgent: true, provisional: false },
  });
  expect(of('union-approval')).toEqual(urgently('2026-03-12 00:00', '2026-03-12 02:00'));
  expect(of('employer-release')).toEqual(urgently('2026-03-12 04:00', '2026-03-12 06:00'));
  expect(of('speaker-confirmation')).toEqual(urgently('2026-03-12 08:00', '2026-03-12 10:00'));
  // What is left then is the union's, which answers for a silent school.
  expect(of('school-confirmation')).toEqual(urgently('2026-03-12 10:00', '2026-03-12 12:00'));
});

test('where only the superior is short of time, nothing is urgent', () => {
  const visit = visitAt('2026-03-06 20:00');
  const { dueAt, expiresAt, urgent } = deadline('union-approval', at('2026-03-02 09:00'), visit, policy, days);
  expect([dueAt, expiresAt, urgent]).toEqual([at('2026-03-05 18:00'), at('2026-03-06 08:00'), false]);
});

test.each([
  ['union-approval', '2026-03-12 13:00', '2026-03-12 14:00'],
  ['union-approval', '2026-03-11 22:30', '2026-03-12 14:00'],
  ['employer-release', '2026-03-12 05:58', '2026-03-12 09:58'],
  ['employer-release', '2026-03-12 11:00', '2026-03-12 14:00'],
  ['speaker-confirmation', '2026-03-12 07:00', '2026-03-12 11:00'],
  ['school-confirmation', '2026-03-12 12:00', '2026-03-12 13:00'],
] satisfies [Step, string, string][])(
  '%s asked at %s, when little time is left, can be answered until %s',
  (step, asked, until) => {
    const { expiresAt, urgent } = deadline(step, at(asked), visitAt('2026-03-12 14:00'), policy, days);
    expect([expiresAt, urgent]).toEqual([at(until), true]);
  },
);

test('a speaker has until the start where the school has agreed already', () => {
  const visit = visitAt('2026-03-12 14:30');
  const { expiresAt } = deadline('speaker-confirmation', at('2026-03-12 07:00'), visit, policy, days, ['school-confirmation']);
  expect(expiresAt).toBe(visit.start);
});

test("statistics count from the visit's end and know no last instant", () => {
  const visit = visitAt('2026-09-29 14:00');
  const dates = { dueAt: at('2026-10-12 18:00'), expiresAt: at('2026-10-14 18:00') };
  const expected = { ...dates, urgent: false, provisional: false };
  expect(deadline('statistics', visit.end, visit, policy, days)).toEqual(expected);
  expect(deadline('statistics', at('2026-09-01 09:00'), visit, policy, days)).toEqual(expected);
});

test('a policy of no days and no escalation still leaves time after the hour has passed', () => {
  const strict = { ...policy, workingDays: { ...policy.workingDays, 'union-approval': 0 }, escalationDays: 0 };
  const of = (asked: string) => deadline('union-approval', at(asked), farAway, strict, days).expiresAt;
  expect(of('2026-03-02 09:00')).toBe(at('2026-03-02 18:00'));
  expect(of('2026-03-02 18:00')).toBe(at('2026-03-03 18:00'));
});

test('a request is accepted while every step still keeps its four hours', () => {
  const { start } = visitAt('2026-03-12 14:00');
  expect(lastInstant('union-approval', start, policy)).toBe(at('2026-03-12 02:00'));
  expect(lastInstant('school-confirmation', start, policy)).toBe(start);
  expect(stillFits(at('2026-03-11 22:00'), start, policy)).toBe(true);
  expect(stillFits(at('2026-03-11 22:01'), start, policy)).toBe(false);
  expect(stillFits(at('2026-03-12 10:00'), start, policy, 'school-confirmation')).toBe(true);
});

test('less notice than three working days is urgent', () => {
  const { start } = visitAt('2026-03-12 14:00');
  expect(isUrgent(at('2026-03-09 23:59'), start, policy, days)).toBe(false);
  expect(isUrgent(at('2026-03-10 00:00'), start, policy, days)).toBe(true);
  expect(isUrgent(at('2026-02-12 09:00'), at('2026-02-23 14:00'), policy, days)).toBe(true);
});

const minutes = (from: string, max: number) =>
  fc.integer({ min: 0, max }).map((n) => plusHours(`${from}T00:00:00.000Z`, n / 60));
const someAsked = minutes('2026-01-01', 1_400_000);
const someNotice = fc.integer({ min: 0, max: 60_000 });
const someStep = fc.constantFrom(...Step.options);
const inSeat = (step: Step) => step === 'employer-release' || step === 'speaker-confirmation';
const lasting = (start: string) => ({ start, end: plusHours(start, 2) });

test('asked ≤ dueAt ≤ expiresAt, and never after the last instant unless there is too little time until then', () => {
  fc.assert(
    fc.property(someStep, someAsked, someNotice, (step, asked, notice) => {
      const visit = lasting(plusHours(asked, notice / 60));
      const { dueAt, expiresAt, urgent } = deadline(step, asked, visit, policy, days);
      expect(asked <= dueAt && dueAt <= expiresAt).toBe(true);
      if (step === 'statistics') return;
      expect(urgent).toBe(dueAt < deadline(step, asked, farAway, policy, days).dueAt);
      const last = lastInstant(step, visit.start, policy);
      const inTime = stillFits(asked, visit.start, policy, step);
      // Also after its last instant, but never beyond the start of the visit.
      expect(expiresAt <= (inTime ? last : visit.start) || expiresAt === asked).toBe(true);
      if (inTime) expect(plusHours(dueAt, policy.minimumEscalationHours) <= expiresAt).toBe(true);
    }),
  );
});

test('nobody who is asked later, or for a later visit, has to decide earlier', () => {
  fc.assert(
    fc.property(someStep, someAsked, someNotice, someNotice, (step, asked, notice, more) => {
      const start = plusHours(asked, notice / 60);
      const base = deadline(step, asked, lasting(start), policy, days);
      const askedLater = deadline(step, plusHours(asked, more / 60), lasting(start), policy, days);
      const laterVisit = deadline(step, asked, lasting(plusHours(start, more / 60)), policy, days);
      // Whom nobody can replace has until the start of the one visit, and leaves time to others before the other.
      const alike = step !== 'statistics' && (inSeat(step) || stillFits(asked, start, policy, step));
      for (const other of [askedLater, ...(alike ? [laterVisit] : [])]) {
        expect(other.dueAt >= base.dueAt && other.expiresAt >= base.expiresAt).toBe(true);
      }
    }),
  );
});

test('each step ends in time for the next to keep its minimum', () => {
  fc.assert(
    fc.property(someAsked, someNotice, (asked, notice) => {
      const start = plusHours(asked, 16 + notice / 60);
      let now = asked;
      for (const step of stepsBeforeVisit(policy)) {
        expect(stillFits(now, start, policy, step)).toBe(true);
        now = deadline(step, now, lasting(start), policy, days).expiresAt;
      }
      expect(now <= start).toBe(true);
    }),
  );
});
