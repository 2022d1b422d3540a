import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

function encode(value: number, length: number): string {
  let text = '';
  for (let rest = value, i = 0; i < length; i++, rest = Math.floor(rest / 32)) text = ALPHABET[rest % 32] + text;
  return text;
}

/** A new id that sorts by time: 9 characters of time, 9 random ones (45 bits), lower-case Crockford base 32. */
export function newId(now: Date = new Date()): string {
  return encode(now.getTime(), 9) + [...randomBytes(9)].map((byte) => ALPHABET[byte % 32]).join('');
}
