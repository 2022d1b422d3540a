import { expect, test } from 'vitest';
import { doorPage } from '../../functions/links/pages.ts';

const NOW = new Date('2026-12-28T01:00:00.000Z');
const door = (more: object = {}, now = NOW) =>
  doorPage(
    { step: 'union-approval', dueAt: '2027-01-04T10:00:00.000Z', provisional: undefined, ...more },
    { csrf: 'x', phone: '01', now },
  ).body;

test('a date that rests on a year whose holidays nobody knows says so, before anything else is told', () => {
  const text = door({ provisional: true });
  expect(text).toContain('请在 2027年1月4日 周一 18:00 前办理（放假安排未公布，日期暂定）。');
  expect(text).toContain('Please decide before Mon 4 Jan 2027 18:00 (provisional: the holidays are not announced yet).');
  expect(door()).toContain('请在 2027年1月4日 周一 18:00 前办理。');
});

test('what is overdue is asked for soon, and no second date is told', () => {
  const text = door({}, new Date('2027-01-05T01:00:00.000Z'));
  expect(text).toContain('已逾期，请尽快办理。');
  expect(text).not.toContain('1月');
});
