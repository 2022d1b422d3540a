import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyRing, personNumber, requestNumber, speakerNumber } from '../../functions/personal/sealing.ts';
import { Sealed } from '../../functions/platform/schema.ts';

const key = (fill: number) => Buffer.alloc(32, fill);
const one = new KeyRing(new Map([[1, key(1)]]));
const number = fc.stringMatching(/^\+?[0-9][0-9 -]{5,19}$/);
const here = speakerNumber('nc', 's1');

describe('a sealed number', () => {
  test('opens where it was sealed, and is another text each time', () => {
    fc.assert(
      fc.property(number, (text) => {
        const sealed = one.seal(text, here);
        expect(one.open(sealed, here)).toBe(text);
        expect(Sealed.safeParse(sealed).success).toBe(true);
        expect(sealed).not.toContain(text);
        expect(one.seal(text, here)).not.toBe(sealed);
      }),
    );
  });

  test('opens nowhere else: not with another person, not in another field, not in another city', () => {
    const sealed = one.seal('190-0000-0001', here);
    for (const place of [
      speakerNumber('nc', 's2'),
      personNumber('nc', 's1'),
      speakerNumber('sl', 's1'),
      requestNumber('nc', 's1'),
    ])
      expect(() => one.open(sealed, place)).toThrow();
  });

  test('does not open when a byte of it was changed, or with another key', () => {
    const sealed = one.seal('190-0000-0001', here);
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1;
      expect(() => one.open(`v1.${changed.toString('base64url')}` as Sealed, here)).toThrow();
    }
    expect(() => new KeyRing(new Map([[1, key(2)]])).open(sealed, here)).toThrow();
  });

  test('is no number, and a number is not sealed', () => {
    for (const plain of ['190-0000-0001', 'v1.', `v1.${'x'.repeat(20)}`, ''])
      expect(Sealed.safeParse(plain).success).toBe(false);
  });
});

describe('a ring that grew', () => {
  const two = new KeyRing(
    new Map([
      [2, key(2)],
      [1, key(1)],
    ]),
  );

  test('seals with the newest key, and opens what an older one sealed', () => {
    expect(two.open(one.seal('190-0000-0001', here), here)).toBe('190-0000-0001');
    const sealed = two.seal('190-0000-0001', here);
    expect(sealed).toMatch(/^v2\./);
    expect([one.knows(sealed), two.knows(sealed)]).toEqual([false, true]);
    expect(() => one.open(sealed, here)).toThrow('version 2');
  });

  test('finds people by their numbers as before', () => {
    expect(two.digest('190-0000-0001')).toBe(one.digest('190-0000-0001'));
  });
});

test('a digest is the same however the number is written, and another for another number or key', () => {
  for (const written of ['19000000001', '190 0000 0001', '+86 190-0000-0001', '0086 19000000001'])
    expect(one.digest(written)).toBe(one.digest('190-0000-0001'));
  expect(one.digest('190-0000-0002')).not.toBe(one.digest('190-0000-0001'));
  expect(new KeyRing(new Map([[1, key(2)]])).digest('190-0000-0001')).not.toBe(one.digest('190-0000-0001'));
  // A number of a country whose code is another keeps it.
  expect(one.digest('+1 90-0000-0001')).not.toBe(one.digest('90-0000-0001'));
});
