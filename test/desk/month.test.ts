import { describe, expect, test } from 'vitest';
import { byDay, monthFor } from '../../functions/desk/visits/month.ts';

const now = new Date('2026-03-31T17:00:00Z');

describe('a month on the wall', () => {
  test('is the present one in Shanghai unless another is asked for; nonsense is none', () => {
    expect(monthFor(undefined, now).name).toBe('2026-04');
    expect(monthFor('2026-12', now)).toMatchObject({
      name: '2026-12',
      before: '2026-11',
      after: '2027-01',
      last: '2026-12-31',
    });
    for (const wrong of ['2026-13', '1999-01', '2026-1', '<script>']) expect(monthFor(wrong, now).name).toBe('2026-04');
  });

  test('has whole weeks from Monday on, and every day of it once', () => {
    for (let month = '2026-01'; month < '2028-12'; month = monthFor(month, now).after) {
      const { weeks, first, last } = monthFor(month, now);
      const days = weeks.flat();
      expect([days.filter((date) => date.startsWith(month)).length, new Set(days).size]).toEqual([
        Number(last.slice(8)),
        weeks.length * 7,
      ]);
      expect(weeks.every((week) => week.length === 7 && new Date(week[0]!).getUTCDay() === 1)).toBe(true);
      expect([weeks[0]!.includes(first), weeks.at(-1)!.includes(last)]).toEqual([true, true]);
    }
  });

  test('puts a visit on the day of its time in Shanghai, else of the first wish', () => {
    const wish = [{ start: '2026-04-02T06:00:00.000Z' }];
    const days = byDay([{ slots: wish }, { slot: { start: '2026-04-02T17:00:00.000Z' }, slots: wish }, { slots: [] }]);
    expect([...days].map(([date, visits]) => [date, visits.length])).toEqual([
      ['2026-04-02', 1],
      ['2026-04-03', 1],
    ]);
  });
});
