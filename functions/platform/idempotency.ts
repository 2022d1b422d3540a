import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { idempotencyKey } from './keys.ts';
import { KeyReused, MalformedHeader } from './problems.ts';
import { get } from './table.ts';
import type { Write } from './writes.ts';

const Kept = z.object({ hash: z.string(), created: z.string(), ttl: z.int() });
const KEPT_FOR = 7 * 24 * 3600;

export interface Idempotency {
  /** What the same request created before, if it did. */
  created?: string;
  /** Records what is created now; belongs into the creating transaction. Nothing when no key was given. */
  remember(created: string): Write[];
}

/**
 * `Idempotency-Key`: per person, kept for 7 days. Answers of 4xx are not kept, because only the creating transaction records.
 * @throws KeyReused when the key came with another body; MalformedHeader
 */
export async function idempotency(
  person: { city: string; id: string },
  given: string | undefined,
  body: unknown,
  now: Date,
  consistent: boolean,
): Promise<Idempotency> {
  if (given === undefined) return { remember: () => [] };
  if (!/^[\x21-\x7e]{1,100}$/.test(given)) throw new MalformedHeader({ header: 'idempotency-key' });
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  const key = idempotencyKey(person.city, person.id, given);
  const kept = await get(Kept, key, { consistent });
  const seconds = Math.floor(now.getTime() / 1000);
  // DynamoDB deletes late: what has run out counts as gone.
  const valid = kept && kept.ttl > seconds;
  if (valid && kept.hash !== hash) throw new KeyReused();
  return {
    ...(valid && { created: kept.created }),
    remember: (created) => [
      { put: { ...key, hash, created, ttl: seconds + KEPT_FOR }, where: kept ? { created: kept.created } : 'absent' },
    ],
  };
}
