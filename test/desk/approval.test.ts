import { expect, test } from 'vitest';
import { errorsOf } from '../../functions/desk/forms.ts';
import { approvalChoice, approvalIn, shortlistTable } from '../../functions/desk/tasks/approval.ts';

test('seats are approved in their order, and whom the union seats is no reserve', () => {
  const form = { outcome: 'approve', 'seat.2': 'b', 'seat.10': 'c', 'seat.1': 'a', reserves: 'b d e' };
  expect(approvalIn(form)).toEqual({ outcome: 'approve', speakers: ['a', 'b', 'c'], reserves: ['d', 'e'] });
});

test('without a choice those proposed are approved', () => {
  expect(approvalIn({ outcome: 'approve', reserves: 'd' })).toEqual({ outcome: 'approve' });
});

test('a score’s parts stand side by side; what gives nobody anything is left out', () => {
  const why = (topic: number) => ({ score: topic + 10, parts: { topic, load: 10, wish: 0 } });
  const { text } = shortlistTable(
    [
      { id: 'a', name: '示例<b>', trade: '焊工', why: why(40) },
      { id: 'b', name: '示例二', why: why(0) },
    ],
    'zh',
  );
  expect(text).toContain('示例&#60;b&#62;');
  expect(text.match(/<meter[^>]*>/g)).toEqual([
    '<meter min="0" max="40" value="40" aria-label="主题契合">',
    '<meter min="0" max="15" value="10" aria-label="场次余量">',
    '<meter min="0" max="40" value="0" aria-label="主题契合">',
    '<meter min="0" max="15" value="10" aria-label="场次余量">',
  ]);
  expect(text).not.toContain('学校点名');
});

test('errors stand at their fields, the first of each; others are kept', () => {
  const error = (path: string, zh: string) => ({ path, code: 'x', zh, en: zh });
  const fieldOf = (path: string) => (path.startsWith('slots') ? 'date' : undefined);
  const all = [error('slots.0.start', '一'), error('slots.0.end', '二'), error('contact.phone', '三')];
  expect(errorsOf(all, fieldOf)).toEqual({ errors: { date: all[0] }, others: [all[2]] });
});

test('who was proposed is chosen already, also where the shortlist does not name them; an empty seat waits for a choice', () => {
  const [a, b] = [
    { id: 'a', name: '示例一', seat: 1 },
    { id: 'b', name: '示例二' },
  ];
  const task = { openSeats: [1, 2], speakers: [a], shortlist: [b] } as unknown as Parameters<typeof approvalChoice>[0];
  const [first, second] = approvalChoice(task, 'zh', {}).text.split('</select>');
  expect(first).toContain('<option value="a" selected>');
  expect(first).not.toContain('<option value="">');
  expect(second).toContain('<option value="">');
  expect(second).not.toContain('selected');
});
