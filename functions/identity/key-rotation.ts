import * as z from 'zod/mini';

/** A key that signs tokens: `jwk` with its private part. Instants in seconds since 1970. */
export const SigningKey = z.object({
  kid: z.string(),
  created: z.int(),
  /** From when on it signs: a while after it is published, so that whoever keeps the published keys for some minutes knows it. */
  signsFrom: z.int(),
  jwk: z.record(z.string(), z.string()),
});
export type SigningKey = z.infer<typeof SigningKey>;

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** How long a token is good: what somebody can do with one after their device was signed out, so not long. */
export const TOKEN_SECONDS = 15 * MINUTE;
/** How long a key signs before the next takes over. */
export const ROTATED_AFTER = 30 * DAY;
/** How long before it signs a key is published: longer than verifiers keep the published keys (`jose`: ten minutes). */
export const PUBLISHED_BEFORE = 15 * MINUTE;
/** How long a key stays published after its last token has run out: clocks differ a little. */
const LEEWAY = 5 * MINUTE;

/** Whether it is time for the next key; the first signs at once, since nobody can have kept keys from before. */
export function nextKeyDue(keys: readonly SigningKey[], now: number): 'at-once' | 'ahead' | undefined {
  const newest = Math.max(...keys.map(({ signsFrom }) => signsFrom));
  if (keys.length === 0) return 'at-once';
  return now >= newest + ROTATED_AFTER ? 'ahead' : undefined;
}

/** The keys to publish, first the one that signs now: the one that took over last, then what is still or already to be known. */
export function publishedKeys(keys: readonly SigningKey[], now: number): SigningKey[] {
  const newestFirst = [...keys].sort((a, b) => b.signsFrom - a.signsFrom);
  const signing = newestFirst.find(({ signsFrom }) => signsFrom <= now) ?? newestFirst[0];
  if (!signing) return [];
  const coming = newestFirst.filter(({ signsFrom }) => signsFrom > now && signsFrom > signing.signsFrom);
  const gone = newestFirst.filter(({ signsFrom }) => signsFrom < signing.signsFrom);
  const wanted = gone.filter((_, i) => now < (gone[i - 1] ?? signing).signsFrom + TOKEN_SECONDS + LEEWAY);
  return [signing, ...coming, ...wanted];
}
