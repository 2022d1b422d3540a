import { expect, test } from 'vitest';
import { dateAs, dayAs, leftUntil, momentAs, spanAs } from '../../functions/deadlines/say.ts';

const NOW = new Date('2026-03-02T01:00:00.000Z');

test.each([
  ['2026-04-23', '4月23日 周四', 'Thu 23 Apr'],
  ['2026-03-01', '3月1日 周日', 'Sun 1 Mar'],
  ['2027-01-04', '2027年1月4日 周一', 'Mon 4 Jan 2027'],
])('%s is said as people say it', (date, zh, en) => {
  expect([dayAs(date, 'zh', NOW), dayAs(date, 'en', NOW)]).toEqual([zh, en]);
});

test('a day of a paper has its year', () => {
  expect([dateAs('2008-07-01', 'zh'), dateAs('2008-07-01', 'en')]).toEqual(['2008年7月1日', '1 Jul 2008']);
});

test('hours are those of Shanghai, also around midnight and New Year', () => {
  expect(momentAs('2026-03-20T16:30:00.000Z', 'zh', NOW)).toBe('3月21日 周六 00:30');
  expect(momentAs('2026-12-31T16:30:00.000Z', 'en', NOW)).toBe('Fri 1 Jan 2027 00:30');
});

test('a day is said once', () => {
  const span = { start: '2026-03-20T06:00:00.000Z', end: '2026-03-20T07:30:00.000Z' };
  expect(spanAs(span, 'zh', NOW)).toBe('3月20日 周五 14:00–15:30');
  expect(spanAs({ ...span, end: '2026-03-21T07:30:00.000Z' }, 'en', NOW)).toBe('Fri 20 Mar 14:00 – Sat 21 Mar 15:30');
});

test.each([
  ['2026-03-02T00:59:00.000Z', '已逾期', 'overdue'],
  ['2026-03-02T03:30:00.000Z', '还有 2 小时', '2 hours left'],
  ['2026-03-03T01:00:00.000Z', '还有 1 天', '1 day left'],
  ['2026-03-05T10:00:00.000Z', '还有 3 天', '3 days left'],
])('what is left until %s', (instant, zh, en) => {
  expect(leftUntil(instant, NOW)).toEqual({ zh, en });
});
