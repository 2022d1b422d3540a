import { expect, test } from 'vitest';
import { draftOf } from '../../functions/letters/draft.ts';
import { issueWrites } from '../../functions/letters/issue.ts';
import { countWrite, numberOf, yearOf } from '../../functions/letters/number.ts';
import { now } from '../matching/sample.ts';
import { speakers } from '../support/city.ts';
import { teacher, today } from '../support/visit.ts';
import { asked } from './sample.ts';

test('a number is prefix, year in hexagonal brackets, and count; without a prefix a neutral one', () => {
  expect(numberOf('洪工函', '2026', 12)).toBe('洪工函〔2026〕12号');
  expect(numberOf(undefined, '2026', 1)).toBe('工函〔2026〕1号');
});

test('the year turns at midnight in Shanghai, not in Greenwich', () => {
  expect(yearOf('2026-12-31T15:59:59.999Z')).toBe('2026');
  expect(yearOf('2026-12-31T16:00:00.000Z')).toBe('2027');
});

test('the next number is taken only by who read the one before', () => {
  const first = countWrite('nc', 'district-union', '2026', undefined);
  expect(first).toMatchObject({ put: { last: 1 }, where: 'absent' });
  expect(countWrite('nc', 'district-union', '2026', { last: 1 })).toMatchObject({ put: { last: 2 }, where: { last: 1 } });
});

test('a letter begins as its union’s record says, and counts on when that changes', () => {
  const core = asked();
  const draft = draftOf(core, { kind: 'invitation', seat: 1 }, new Map(Object.entries(speakers)), now);
  const number = (letterPrefix: string | undefined, last: number | undefined) => {
    const union = { id: 'district-union', letterPrefix };
    return issueWrites(draft, core.visit, union, last === undefined ? undefined : { last }, teacher, today).letter.number;
  };
  expect([number(undefined, undefined), number('示东工函', 1), number('示东工函', 2)]).toEqual([
    ...['工函〔2026〕1号', '示东工函〔2026〕2号', '示东工函〔2026〕3号'],
  ]);
});
