import { describe, expect, test } from 'vitest';
import { copyOf, copyWrites, digestOf, keptAlready, PIECE, PieceItem } from '../../functions/letters/copy.ts';
import type { CopyType, Letter } from '../../functions/letters/letter.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { ring } from '../support/numbers.ts';
import { refusal } from '../support/refused.ts';
import { today, visit } from '../support/visit.ts';
import { letter } from './sample.ts';

const BEGINNINGS: Record<CopyType, Buffer> = {
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  'image/png': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  'application/pdf': Buffer.from('%PDF-1.7\n'),
};
const file = (type: CopyType, rest: Uint8Array = Buffer.from('x')) => ({
  type,
  bytes: Buffer.concat([BEGINNINGS[type], rest]),
});
const by: Actor = { person: 'teacher', name: '示例teacher', role: 'school', organisation: 'school-1' };
const hand = (upload: { type: string; bytes: Buffer }, to: Letter = letter('confirmation')) =>
  copyWrites(to, visit(), upload, by, ring, today);
type Written = ReturnType<typeof hand>;
const pieces = ({ writes }: Written) =>
  writes.flatMap((write) => ('put' in write && 'bytes' in write.put ? [PieceItem.parse(write.put)] : []));
const eventIn = ({ writes }: Written) => writes.flatMap((write) => ('put' in write && 'type' in write.put ? [write.put] : []));

const SIZES = [1, 1000, PIECE - 4, PIECE - 3, 3 * 1024 * 1024 - 100];
test.each(SIZES)(
  'a file of each type, with %i bytes behind its beginning, comes back as it went, in pieces that the table takes',
  (size) => {
    for (const type of Object.keys(BEGINNINGS) as CopyType[]) {
      const upload = file(type, Buffer.alloc(size, 7));
      const handed = hand(upload);
      const stored = pieces(handed);
      const [copy] = handed.letter.copies;
      expect(copy).toMatchObject({ type, bytes: upload.bytes.length, sha256: digestOf(upload.bytes), pieces: stored.length });
      expect(Math.max(...stored.map(({ bytes }) => bytes.length))).toBeLessThan(400_000);
      expect(stored.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(4 * 1024 * 1024);
      expect(copyOf(handed.letter, copy!, stored.toReversed(), ring).equals(upload.bytes)).toBe(true);
    }
  },
);

test('nothing of it can be read in the table, and the event tells only its number and digest', () => {
  const handed = hand(file('application/pdf', Buffer.from('示例章')));
  for (const { bytes } of pieces(handed)) expect(Buffer.from(bytes).includes('示例章')).toBe(false);
  const [event] = eventIn(handed);
  expect(event).toMatchObject({ type: 'letter-returned', by: { person: 'teacher', role: 'school' } });
  const { number, copies } = handed.letter;
  expect(event!.data).toEqual({ letter: 'confirmation', number, digest: copies[0]!.sha256 });
});

describe('a file is refused', () => {
  test('when it does not begin like one of its type', () => {
    for (const type of Object.keys(BEGINNINGS) as CopyType[]) {
      const others = Object.entries(BEGINNINGS).flatMap(([other, bytes]) => (other === type ? [] : [bytes]));
      for (const bytes of [...others, Buffer.alloc(0), BEGINNINGS[type].subarray(0, 2), Buffer.from('<svg onload=alert(1)>')])
        expect(refusal(() => hand({ type, bytes }))).toMatchObject({ type: 'not-of-its-type', status: 400 });
    }
  });

  test('when there are as many as a letter may have', () => {
    let to = letter('confirmation');
    for (let i = 0; i < 10; i++) ({ letter: to } = hand(file('image/png', Buffer.from([i])), to));
    expect(refusal(() => hand(file('image/png', Buffer.from([99])), to))).toMatchObject({
      type: 'too-many-copies',
      status: 409,
    });
  });
});

test('another copy comes beside the first, which stays; the same again is there already', () => {
  const [first, second] = [file('image/jpeg', Buffer.alloc(PIECE)), file('image/png')];
  const one = hand(first);
  expect([keptAlready(one.letter, first), keptAlready(one.letter, second)]).toEqual([true, false]);
  const two = hand(second, one.letter);
  expect(two.letter.copies.map(({ firstPiece, pieces }) => [firstPiece, pieces])).toEqual([
    [1, 2],
    [3, 1],
  ]);
  const all = [...pieces(one), ...pieces(two)];
  expect(new Set(all.map(({ pk }) => pk)).size).toBe(3);
  for (const [i, upload] of [first, second].entries())
    expect(copyOf(two.letter, two.letter.copies[i]!, all, ring).equals(upload.bytes)).toBe(true);
});

test('what was changed, moved or lost in the table is not handed out', () => {
  const handed = hand(file('image/jpeg', Buffer.alloc(2 * PIECE, 7)));
  const [copy] = handed.letter.copies;
  const stored = pieces(handed);
  const [a, b, c] = stored as [PieceItemOf, PieceItemOf, PieceItemOf];
  const bent = { ...a, bytes: Buffer.from(a.bytes).fill(0, 40, 41) };
  const swapped = [{ ...a, bytes: b.bytes }, { ...b, bytes: a.bytes }, c];
  for (const items of [[a, b], [bent, b, c], swapped]) expect(() => copyOf(handed.letter, copy!, items, ring)).toThrow();
  expect(() => copyOf(handed.letter, { ...copy!, sha256: digestOf(Buffer.from('x')) }, stored, ring)).toThrow('not what came');
});
type PieceItemOf = ReturnType<typeof pieces>[number];
