import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import * as z from 'zod/mini';
import { keyRing } from '../personal/key-ring.ts';
import { privateKeys } from '../personal/sealing.ts';
import { attempt } from '../platform/attempt.ts';
import { signingKeysKey } from '../platform/keys.ts';
import { Sealed } from '../platform/schema.ts';
import { commit, get } from '../platform/table.ts';
import { nextKeyDue, PUBLISHED_BEFORE, publishedKeys, SigningKey } from './key-rotation.ts';

const Stored = z.object({ keys: Sealed, version: z.int() });
const Keys = z.array(SigningKey);

/** How long an instance goes without looking at the table: less than a key is published before it signs. */
const LOOK_AGAIN_AFTER = 60;
let known: { keys: SigningKey[]; at: number } | undefined;

/**
 * The issuer's keys as they are to be published, first the one that signs. Where none is there, or the next is due, it is made here
 * and kept sealed in the table under a condition, so that of two instances only one makes it. This is the one place that reads and writes
 * private keys.
 */
export async function signingKeys(now: Date): Promise<SigningKey[]> {
  const seconds = Math.floor(now.getTime() / 1000);
  const fresh = known && seconds >= known.at && seconds < known.at + LOOK_AGAIN_AFTER;
  if (!fresh || nextKeyDue(known!.keys, seconds)) known = { keys: await read(seconds), at: seconds };
  return publishedKeys(known!.keys, seconds);
}

const read = (now: number): Promise<SigningKey[]> =>
  attempt(async () => {
    const stored = await get(Stored, signingKeysKey(), { consistent: true });
    const ring = await keyRing(stored?.keys);
    const present = stored ? z.parse(Keys, JSON.parse(ring.open(stored.keys, privateKeys()))) : [];
    const due = nextKeyDue(present, now);
    if (!due) return present;
    const made = await newKey(now, due === 'ahead' ? now + PUBLISHED_BEFORE : now);
    const keys = [...publishedKeys(present, now), made];
    const version = (stored?.version ?? 0) + 1;
    const sealed = ring.seal(JSON.stringify(keys), privateKeys());
    await commit([
      { put: { ...signingKeysKey(), keys: sealed, version }, where: stored ? { version: stored.version } : 'absent' },
    ]);
    return keys;
  });

async function newKey(created: number, signsFrom: number): Promise<SigningKey> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' }) as Record<string, string>;
  return { kid: await calculateJwkThumbprint(jwk), created, signsFrom, jwk };
}
