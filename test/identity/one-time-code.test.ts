import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge, newCode, storedCode, TRIES } from '../../functions/identity/one-time-code.ts';

const SECRET = 'a secret of the deployment';
const about = { subject: 'digest', purpose: 'sign-in' } as const;
const sent = new Date('2026-03-02T01:00:00.000Z');
const later = (seconds: number) => new Date(sent.getTime() + seconds * 1000);

test('a code has six digits', () => {
  for (let i = 0; i < 1000; i++) expect(newCode()).toMatch(/^\d{6}$/);
});

test('what is kept does not hold the code, and is never the same twice', () => {
  const [first, second] = [storedCode('123456', about, SECRET, sent), storedCode('123456', about, SECRET, sent)];
  expect(JSON.stringify(first)).not.toContain('123456');
  expect(first.hash).not.toBe(second.hash);
});

test('only the very code is right, only for its phone, its purpose and with its secret', () => {
  const digits = fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, '0'));
  fc.assert(
    fc.property(digits, digits, (code, other) => {
      const stored = storedCode(code, about, SECRET, sent);
      expect(judge(stored, code, about, SECRET, sent).verdict).toBe('right');
      expect(judge(stored, other, about, SECRET, sent).verdict).toBe(other === code ? 'right' : 'wrong');
      expect(judge(stored, code, { ...about, subject: 'other' }, SECRET, sent).verdict).toBe('wrong');
      expect(judge(stored, code, { ...about, purpose: 'task:1' }, SECRET, sent).verdict).toBe('wrong');
      expect(judge(stored, code, about, 'another secret', sent).verdict).toBe('wrong');
    }),
  );
});

test('it is good for five minutes', () => {
  const stored = storedCode('123456', about, SECRET, sent);
  expect(judge(stored, '123456', about, SECRET, later(299)).verdict).toBe('right');
  expect(judge(stored, '123456', about, SECRET, later(300)).verdict).toBe('gone');
});

test('after five wrong tries even the right one is refused', () => {
  let stored = storedCode('123456', about, SECRET, sent);
  for (let i = 0; i < TRIES; i++) {
    const { verdict, left } = judge(stored, '654321', about, SECRET, sent);
    expect(verdict).toBe('wrong');
    stored = { ...stored, left };
  }
  expect(judge(stored, '123456', about, SECRET, sent).verdict).toBe('gone');
});

test('none was sent', () => {
  expect(judge(undefined, '123456', about, SECRET, sent)).toEqual({ verdict: 'gone', left: 0 });
});
