import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  nextKeyDue,
  PUBLISHED_BEFORE,
  publishedKeys,
  ROTATED_AFTER,
  type SigningKey,
  TOKEN_SECONDS,
} from '../../functions/identity/key-rotation.ts';

const START = 1_772_413_200;
const made = (created: number, signsFrom: number): SigningKey => ({ kid: `k${created}`, created, signsFrom, jwk: {} });

/** What an issuer does that looks at its keys at these moments: the keys it keeps, and with which one it signs. */
function operated(moments: readonly number[]) {
  let keys: SigningKey[] = [];
  return moments.map((now) => {
    const due = nextKeyDue(keys, now);
    if (due) keys = [...publishedKeys(keys, now), made(now, due === 'ahead' ? now + PUBLISHED_BEFORE : now)];
    const published = publishedKeys(keys, now);
    return { now, signing: published[0]!, published };
  });
}

const visits = fc
  .array(fc.integer({ min: 1, max: 3 * ROTATED_AFTER }), { minLength: 1, maxLength: 40 })
  .map((pauses) => pauses.map((_, i) => START + pauses.slice(0, i).reduce((sum, pause) => sum + pause, 0)));

test('whatever is signed can be verified until it runs out', () => {
  fc.assert(
    fc.property(visits, fc.integer({ min: 0, max: TOKEN_SECONDS }), (moments, age) => {
      const all = [...new Set([...moments, ...moments.map((at) => at + age)])].sort((a, b) => a - b);
      const seen = operated(all);
      for (const issued of seen) {
        for (const later of seen.filter(({ now }) => now >= issued.now && now <= issued.now + TOKEN_SECONDS))
          expect(later.published.map(({ kid }) => kid)).toContain(issued.signing.kid);
      }
    }),
  );
});

test('no key but the first signs before it was published for as long as verifiers keep what they fetched', () => {
  fc.assert(
    fc.property(visits, (moments) => {
      const seen = operated(moments);
      for (const { now, signing } of seen) {
        if (signing.created === START) continue;
        expect(now - signing.created).toBeGreaterThanOrEqual(PUBLISHED_BEFORE);
      }
    }),
  );
});

test('a key signs for thirty days, and never more than three are published', () => {
  const daily = Array.from({ length: 400 }, (_, day) => START + day * 86_400);
  const seen = operated(daily);
  expect(new Set(seen.map(({ signing }) => signing.kid)).size).toBe(13);
  for (const { published } of seen) expect(published.length).toBeLessThanOrEqual(3);
});
