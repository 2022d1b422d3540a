import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { Code, Day } from '../platform/schema.ts';
import { canonical } from './canonical.ts';
import type { Row } from './ledger.ts';

/**
 * The seal of an organisation's day: a hash over all that its ledger holds, and over the seal before. So nobody can write a visit's
 * chain anew from its beginning, nor change an organisation's event, without breaking a seal that others may have seen.
 */
export const Seal = z.object({
  city: Code,
  organisation: Code,
  day: Day,
  /** Counts the organisation's seals from 1: days on which nothing happened have none. */
  n: z.int(),
  entries: z.int(),
  digest: z.string(),
  /** The hash of the seal before; empty for the first. */
  previous: z.string(),
  hash: z.string(),
});
export type Seal = z.infer<typeof Seal>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/** The digest of a ledger: its rows in order, each as it was entered. */
function digestOf(rows: readonly Row[]): string {
  const ordered = rows.map(({ row, hash }) => ({ row, hash })).sort((a, b) => (a.row < b.row ? -1 : 1));
  return sha256(canonical(ordered));
}

/** The hash of a seal: over all of it but the hash. */
const hashOfSeal = ({ hash: _, ...content }: Seal): string => sha256(canonical(content));

/** Seals what an organisation's ledger holds of a day; `last` is its seal before, where it has one. */
export function sealOf(
  of: Pick<Seal, 'city' | 'organisation' | 'day'>,
  rows: readonly Row[],
  last: Pick<Seal, 'n' | 'hash'> | undefined,
): Seal {
  const { city, organisation, day } = of;
  const seal = {
    ...{ city, organisation, day, n: (last?.n ?? 0) + 1 },
    ...{ entries: rows.length, digest: digestOf(rows), previous: last?.hash ?? '', hash: '' },
  };
  return { ...seal, hash: hashOfSeal(seal) };
}

/** The first seal that is broken, and how: not as it was made, one missing before it, or another ledger than it was made over. */
export interface BrokenSeal {
  day: string;
  why: 'changed' | 'missing' | 'ledger';
}

/**
 * Follows seals in the order of their days. Undefined when all are whole.
 * @param rows what the ledger holds of a day
 * @param before the seal before the first of them; without it the first must be the organisation's first
 */
export function firstBrokenSeal(
  seals: readonly Seal[],
  rows: (day: string) => readonly Row[],
  before?: Pick<Seal, 'n' | 'hash'>,
): BrokenSeal | undefined {
  let last = before;
  for (const seal of seals) {
    const { day } = seal;
    if (hashOfSeal(seal) !== seal.hash) return { day, why: 'changed' };
    if (seal.n !== (last?.n ?? 0) + 1 || seal.previous !== (last?.hash ?? '')) return { day, why: 'missing' };
    const held = rows(day);
    if (held.length !== seal.entries || digestOf(held) !== seal.digest) return { day, why: 'ledger' };
    last = seal;
  }
  return undefined;
}
