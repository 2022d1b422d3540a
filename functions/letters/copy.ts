import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type KeyRing, letterPiece, type SealedBytes } from '../personal/sealing.ts';
import type { Upload } from '../platform/body.ts';
import { letterCopyKey, letterKey } from '../platform/keys.ts';
import { NotOfItsType, TooManyCopies } from '../platform/problems.ts';
import type { Write } from '../platform/writes.ts';
import { EventActor, eventWrite } from '../visits/events.ts';
import type { Actor, Visit } from '../visits/visit.ts';
import { CopyType, type Letter, type LetterCopy } from './letter.ts';

/**
 * The stamped copy of a letter, as a photo or a scan. It stands in the table, in sealed pieces: there is no bucket, so that there is one
 * store, one backup and one restore, and the copy is there or not in the very transaction that says so. A photo costs a few thousand
 * write units, some of them a day. A transaction takes 4 MB, an item 400 KB. Pure but for the sealing.
 */

/** Bytes of one piece. */
export const PIECE = 350 * 1024;
/** Evidence is kept, so that another copy only comes beside the others; nobody needs more of one letter. */
const MOST_COPIES = 10;

/** How a file of each type begins. */
const BEGINNINGS: Record<CopyType, readonly number[]> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
};

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const PieceItem = z.object({ pk: z.string(), key: z.int(), bytes: z.instanceof(Uint8Array) });

/** The copy that came last, where it is the very same file: it is not kept twice. */
export const keptAlready = ({ copies }: Letter, { bytes }: Upload): boolean => copies.at(-1)?.sha256 === digestOf(bytes);

/**
 * The writes that put a copy beside a letter: all its pieces, the letter and the event.
 * @throws NotOfItsType when the file does not begin like one of its type; TooManyCopies
 */
export function copyWrites(
  letter: Letter,
  visit: Visit,
  { type: sentAs, bytes }: Upload,
  by: Actor,
  ring: KeyRing,
  now: Date,
): { letter: Letter; writes: Write[] } {
  const type = z.parse(CopyType, sentAs);
  if (!BEGINNINGS[type].every((byte, i) => bytes[i] === byte)) throw new NotOfItsType();
  if (letter.copies.length >= MOST_COPIES) throw new TooManyCopies();
  const last = letter.copies.at(-1);
  const firstPiece = last ? last.firstPiece + last.pieces : 1;
  const copy: LetterCopy = {
    ...{ type, bytes: bytes.length, sha256: digestOf(bytes), firstPiece, pieces: Math.ceil(bytes.length / PIECE) },
    ...{ at: now.toISOString(), by: z.parse(EventActor, by) },
  };
  const after = { ...letter, copies: [...letter.copies, copy], version: letter.version + 1 };
  const { city, union, number, kind } = letter;
  return {
    letter: after,
    writes: [
      ...keysOf(letter, copy).map((key, i): Write => {
        const sealed = ring.sealBytes(bytes.subarray(i * PIECE, (i + 1) * PIECE), letterPiece(key));
        return { put: { ...key, ...sealed }, where: 'absent' };
      }),
      {
        update: letterKey(city, union, number),
        set: { copies: after.copies, version: after.version },
        where: { version: letter.version },
      },
      eventWrite(visit, 'letter-returned', now, { by, letter: kind, number, digest: copy.sha256 }),
    ],
  };
}

/** Where the pieces of a copy stand, in their order. */
export const keysOf = ({ city, union, number }: Letter, { firstPiece, pieces }: LetterCopy) =>
  Array.from({ length: pieces }, (_, i) => letterCopyKey(city, union, number, firstPiece + i));

/**
 * A copy put together again.
 * @throws Error when a piece is missing or was changed, or all of it is not what came
 */
export function copyOf(letter: Letter, copy: LetterCopy, items: readonly z.infer<typeof PieceItem>[], ring: KeyRing): Buffer {
  const sealed = new Map(items.map(({ pk, key, bytes }) => [pk, { key, bytes } satisfies SealedBytes]));
  const pieces = keysOf(letter, copy).map((key) => {
    const piece = sealed.get(key.pk);
    if (!piece) throw new Error('a piece of a stamped copy is missing');
    return ring.openBytes(piece, letterPiece(key));
  });
  const bytes = Buffer.concat(pieces);
  if (digestOf(bytes) !== copy.sha256) throw new Error('a stamped copy is not what came');
  return bytes;
}
