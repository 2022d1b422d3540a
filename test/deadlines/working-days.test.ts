import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plusDays } from '../../functions/deadlines/shanghai-time.ts';
import { addWorkingDays, chineseWorkingDays as days, workingDaysBetween } from '../../functions/deadlines/working-days.ts';

test('Spring Festival 2026: nine days off, and two Saturdays make up for them', () => {
  for (let date = '2026-02-15'; date <= '2026-02-23'; date = plusDays(date, 1)) expect(days.isWorkingDay(date)).toBe(false);
  expect(days.isWorkingDay('2026-02-14')).toBe(true);
  expect(days.isWorkingDay('2026-02-28')).toBe(true);
  expect(days.isWorkingDay('2026-02-24')).toBe(true);
  expect(days.isWorkingDay('2026-02-07')).toBe(false);
});

test('a year not yet announced counts Monday to Friday and says that it is provisional', () => {
  expect(days.isProvisional('2026-10-01')).toBe(false);
  expect(days.isProvisional('2028-02-29')).toBe(true);
  expect(days.isWorkingDay('2028-02-29')).toBe(true);
  expect(days.isWorkingDay('2028-10-02')).toBe(true);
  expect(days.isWorkingDay('2028-02-27')).toBe(false);
});

test.each([
  ['2026-02-12', 3, '2026-02-24', 'Friday, the make-up Saturday, and the first day after Spring Festival'],
  ['2026-09-29', 3, '2026-10-09', 'over National Day'],
  ['2026-10-09', 1, '2026-10-10', 'a make-up Saturday'],
  ['2026-09-18', 1, '2026-09-20', 'a make-up Sunday'],
  ['2025-12-31', 1, '2026-01-04', "New Year's make-up Sunday"],
  ['2028-02-28', 2, '2028-03-01', 'over a leap day'],
  ['2026-03-07', 0, '2026-03-07', 'none'],
])('from %s, %i working days later is %s (%s)', (from, n, to) => {
  expect(addWorkingDays(from, n, days)).toBe(to);
  expect(workingDaysBetween(from, to, days)).toBe(n);
});

test('nothing lies between a day and an earlier one', () => {
  expect(workingDaysBetween('2026-03-09', '2026-03-02', days)).toBe(0);
});

test('adding and counting undo each other, and the day reached is a working day', () => {
  const someDay = fc.integer({ min: 0, max: 1400 }).map((n) => plusDays('2025-06-01', n));
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 40 }), (from, n) => {
      const to = addWorkingDays(from, n, days);
      expect(days.isWorkingDay(to)).toBe(true);
      expect(workingDaysBetween(from, to, days)).toBe(n);
    }),
  );
});

test("the machine's own time zone changes nothing", () => {
  const script = `
    import { chineseWorkingDays as days } from './functions/deadlines/working-days.ts';
    console.log(['2026-02-14', '2026-02-16', '2026-03-08', '2026-03-09'].map(days.isWorkingDay).join());`;
  for (const TZ of ['America/Los_Angeles', 'UTC', 'Asia/Shanghai', 'Pacific/Kiritimati']) {
    const output = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    });
    expect(output.trim()).toBe('true,false,false,true');
  }
});
