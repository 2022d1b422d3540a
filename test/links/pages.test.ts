import { expect, test } from 'vitest';
import { doorPage } from '../../functions/links/pages.ts';

test('a date that rests on a year whose holidays nobody knows says so, before anything else is told', () => {
  const door = (provisional?: boolean) =>
    doorPage({ step: 'union-approval', expiresAt: '2027-01-04T10:00:00.000Z', provisional }, { csrf: 'x', phone: '01' }).body;
  expect(door(true)).toContain('请在 2027-01-04 18:00（放假安排未公布，日期暂定） 前办理。');
  expect(door(true)).toContain('Please decide before 2027-01-04 18:00 (provisional: the holidays are not announced yet).');
  expect(door()).toContain('请在 2027-01-04 18:00 前办理。');
});
