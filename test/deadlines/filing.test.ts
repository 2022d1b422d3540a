import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadline } from '../../functions/deadlines/due.ts';
import { reportDue } from '../../functions/deadlines/filing.ts';
import { defaultPolicy as policy } from '../../functions/deadlines/policy.ts';
import { instantAt, plusDays, plusHours } from '../../functions/deadlines/shanghai-time.ts';
import { chineseWorkingDays as days, workingDaysBetween, workingDaysOf } from '../../functions/deadlines/working-days.ts';

/** '2026-03-09 18:00' in Shanghai as an instant. */
const at = (text: string) => instantAt(text.slice(0, 10), text.slice(11));

describe('the report of a period from the 21st to the 20th is due on the last working day before the 25th', () => {
  test.each([
    // 25 March 2026 is a Wednesday: the day before it.
    ['2026-03-20', '2026-03-24', 'the last day of a period'],
    // A day later the activity stands in the next report: 25 April 2026 is a Saturday, so that Friday is the last working day before.
    ['2026-03-21', '2026-04-24', 'the first day of the next'],
    ['2026-04-20', '2026-04-24', 'a 25th on a Saturday'],
    // 25 October 2026 is a Sunday: Saturday the 24th is free, Friday the 23rd is not.
    ['2026-10-20', '2026-10-23', 'a 25th on a Sunday'],
    // 25 September 2026 begins the Mid-Autumn holiday; Thursday the 24th is worked.
    ['2026-09-01', '2026-09-24', 'a 25th that is a holiday'],
    // Spring Festival is free from 15 to 23 February 2026; Tuesday the 24th is the first working day after it, and before the 25th.
    ['2026-02-10', '2026-02-24', 'Spring Festival just before the 25th'],
    // 21 December 2026 belongs to January's report, before Monday, 25 January 2027: Friday the 22nd, Monday to Friday being counted.
    ['2026-12-21', '2027-01-22', "over the year's end"],
    ['2028-02-29', '2028-03-24', 'a leap day'],
  ])('of an activity on %s it is %s (%s)', (date, due) => {
    expect(reportDue(date, policy.filing, days)).toBe(due);
  });

  test('where a city counts calendar months and files by the 5th', () => {
    const filing = { firstDay: 1, dueDay: 5 };
    // 5 June 2026 is a Friday; 5 April is within Qingming (4–6 April): the 4th is free, Friday the 3rd is worked.
    expect(reportDue('2026-05-31', filing, days)).toBe('2026-06-04');
    expect(reportDue('2026-03-01', filing, days)).toBe('2026-04-03');
    // 5 January 2027 is a Tuesday.
    expect(reportDue('2026-12-31', filing, days)).toBe('2027-01-04');
  });

  test('where the period ends after the due day of its month, the next one counts', () => {
    expect(reportDue('2026-03-25', { firstDay: 26, dueDay: 5 }, days)).toBe('2026-04-03');
    expect(reportDue('2026-03-26', { firstDay: 26, dueDay: 5 }, days)).toBe('2026-04-30');
  });
});

describe('statistics are due five working days after the visit, or one working day before the report', () => {
  const of = (start: string, calendar = days) => {
    const visit = { start: at(start), end: plusHours(at(start), 2) };
    const { dueAt, expiresAt, provisional } = deadline('statistics', visit.end, visit, policy, calendar);
    return [dueAt, expiresAt, provisional];
  };
  const until = (dueAt: string, expiresAt: string, provisional = false) => [at(dueAt), at(expiresAt), provisional];

  test.each([
    // Thu 12, Fri 13, Mon 16, Tue 17, Wed 18 March; the report is due on Tue 24, one before is Mon 23: the 18th is earlier. Then Thu, Fri.
    ['2026-03-11 14:00', '2026-03-18 18:00', '2026-03-20 18:00', 'in the middle of a period'],
    // Five working days would be Thu 26 March; Mon 23 is earlier. Then Tue, Wed.
    ['2026-03-19 14:00', '2026-03-23 18:00', '2026-03-25 18:00', 'shortly before the report'],
    // Saturday: 23 to 27 March; its report is April's.
    ['2026-03-21 14:00', '2026-03-27 18:00', '2026-03-31 18:00', 'the first day of a period'],
    // 25 April is a Saturday: report Fri 24, so Thu 23. Then Fri 24, Mon 27.
    ['2026-04-20 14:00', '2026-04-23 18:00', '2026-04-27 18:00', 'a 25th on a weekend'],
    // Report Tue 24 February; the working day before it is the make-up Saturday, 14 February. Then Tue 24, Wed 25.
    ['2026-02-12 14:00', '2026-02-14 18:00', '2026-02-25 18:00', 'before Spring Festival'],
    // On that Saturday itself there is no time before the report: the next working day counts, Tue 24. Then Wed 25, Thu 26.
    ['2026-02-14 14:00', '2026-02-24 18:00', '2026-02-26 18:00', 'on the make-up Saturday'],
    ['2026-02-20 10:00', '2026-02-24 18:00', '2026-02-26 18:00', 'in Spring Festival'],
    // Wed 30 September; National Day until 7 October; Thu 8, Fri 9, make-up Sat 10, Mon 12 October. Then Tue, Wed.
    ['2026-09-29 14:00', '2026-10-12 18:00', '2026-10-14 18:00', 'before National Day, over the make-up Saturday'],
    // 23 to 25 and 28 December are Wed to Fri and Mon, 22 is a Tuesday. Then Tue 29, Wed 30: all in 2026.
    ['2026-12-21 14:00', '2026-12-28 18:00', '2026-12-30 18:00', 'before the year ends'],
    // From half past ten in the evening to half past twelve: it stands in the report of the day on which it began, and counts from the day of its end.
    ['2026-03-20 22:30', '2026-03-23 18:00', '2026-03-25 18:00', 'over midnight'],
  ])('of a visit at %s they are due at %s and over at %s (%s)', (start, dueAt, expiresAt) => {
    expect(of(start)).toEqual(until(dueAt, expiresAt));
  });

  test('that is provisional as soon as a day of a year that is not announced was counted', () => {
    // 29 to 31 December, then Fri 1 and Mon 4 January, as long as nobody knows better. Then Tue 5, Wed 6.
    expect(of('2026-12-28 14:00')).toEqual(until('2027-01-04 18:00', '2027-01-06 18:00', true));
    // New Year 2027 as the city enters it: free until the 3rd. So the five days end on Tue 5. Then Wed 6, Thu 7.
    const entered = workingDaysOf({ '2027': { holidays: ['2027-01-01', '2027-01-02', '2027-01-03'], workdays: [] } });
    expect(of('2026-12-28 14:00', entered)).toEqual(until('2027-01-05 18:00', '2027-01-07 18:00'));
    // A leap day of a year of which nothing is known: Wed 1, Thu 2, Fri 3, Mon 6, Tue 7 March. Then Wed, Thu.
    expect(of('2028-02-29 14:00')).toEqual(until('2028-03-07 18:00', '2028-03-09 18:00', true));
  });

  test('the day after the visit at the earliest, and never later than the working days alone', () => {
    const someDay = fc.integer({ min: 0, max: 1000 }).map((n) => plusDays('2025-06-01', n));
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 28 }), (date, firstDay, dueDay) => {
        const visit = { start: at(`${date} 14:00`), end: at(`${date} 16:00`) };
        const { dueAt } = deadline('statistics', visit.end, visit, { ...policy, filing: { firstDay, dueDay } }, days);
        const passed = workingDaysBetween(date, dueAt.slice(0, 10), days);
        expect(passed).toBeGreaterThanOrEqual(1);
        expect(passed).toBeLessThanOrEqual(policy.workingDays.statistics);
        const report = reportDue(date, { firstDay, dueDay }, days);
        expect(Number(report.slice(8)) === dueDay).toBe(false);
        if (passed > 1) expect(dueAt.slice(0, 10) < report).toBe(true);
      }),
    );
  });
});
