import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromCursor, toCursor } from '../../functions/platform/cursor.ts';
import { checkIfMatch, etagOf } from '../../functions/platform/etag.ts';
import { fields, refusal } from '../support/refused.ts';

process.env.CURSOR_SECRET = 'a secret of thirty-two characters';

describe('a page mark', () => {
  test('leads back to its position, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (position, query) => {
        expect(fromCursor(toCursor(position, query), query)).toBe(position);
      }),
    );
  });

  test('is good for its own query only', () => {
    const mark = toCursor('2026-03-12T06:00:00.000Z#v1', '["teacher","closed"]');
    expect(fields(refusal(() => fromCursor(mark, '["officer","closed"]')))).toEqual(['cursor cursor']);
  });

  test('cannot be altered, shortened, swapped or invented', () => {
    const [position, signature] = toCursor('a', 'q').split('.') as [string, string];
    const [other] = toCursor('b', 'q').split('.') as [string];
    const broken = [
      '',
      '.',
      position,
      `${other}.${signature}`,
      `${position}.`,
      `${position}.${signature.slice(1)}`,
      `.${signature}`,
    ];
    for (const mark of broken) expect(fields(refusal(() => fromCursor(mark, 'q')))).toEqual(['cursor cursor']);
    fc.assert(fc.property(fc.string(), (mark) => fields(refusal(() => fromCursor(mark, 'q'))).length === 1));
  });

  test('of another deployment, with another secret, is none', () => {
    const mark = toCursor('a', 'q');
    process.env.CURSOR_SECRET = 'another secret of the same length';
    expect(() => fromCursor(mark, 'q')).toThrow();
    process.env.CURSOR_SECRET = 'a secret of thirty-two characters';
  });
});

describe('If-Match', () => {
  const tag = etagOf({ a: 1 });
  const check = (header: string | undefined) => checkIfMatch(header, () => tag);

  test('lets pass what was read last, one of several, anything, and whoever does not ask', () => {
    for (const header of [undefined, tag, `"old", ${tag}`, '*', ' * ']) expect(() => check(header)).not.toThrow();
  });

  test('stops what was read before it changed: 412', () => {
    expect(refusal(() => check(etagOf({ a: 2 })))).toMatchObject({ type: 'stale-version', status: 412 });
  });

  test('stops a weak validator, which does not say that it is the very same', () => {
    expect(refusal(() => check(`W/${tag}`)).status).toBe(412);
  });

  test('that is malformed is said so: 400', () => {
    for (const header of ['', 'abc', '"abc', tag.slice(1), `${tag} ${tag}`])
      expect(refusal(() => check(header))).toMatchObject({
        type: 'malformed-header',
        status: 400,
        facts: { header: 'if-match' },
      });
  });

  test('a validator changes with what the client sees, and only then', () => {
    expect(etagOf({ a: 1 })).toBe(tag);
    expect(etagOf({ a: 1, b: undefined })).toBe(tag);
    expect(etagOf({ x: [{ a: 1, b: 2 }], y: 1 })).toBe(etagOf({ y: 1, x: [{ b: 2, a: 1 }] }));
    expect(etagOf([1, 2])).not.toBe(etagOf([2, 1]));
    expect(tag).toMatch(/^"[\w-]{22}"$/);
  });
});
