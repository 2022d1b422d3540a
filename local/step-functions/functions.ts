import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';

const HASHES: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** The most elements that $range makes. */
const LONGEST_RANGE = 1000;

/** JSONata's own format of an instant, for $now of the virtual clock. */
const fromMillis = jsonata('$fromMillis($millis, $picture, $zone)');

/** Adds the functions that the service adds to JSONata, and ties $now and $millis to the clock. */
export function addFunctions(expression: jsonata.Expression, now: () => number): void {
  expression.registerFunction('partition', partition, '<a-n:a<a>>');
  expression.registerFunction('range', range, '<nnn:a<n>>');
  expression.registerFunction('hash', hash, '<s-s?:s>');
  expression.registerFunction('random', random, '<n?:n>');
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction(
    'parse',
    (text: string | undefined) => (text === undefined ? undefined : JSON.parse(text)),
    '<s-:x>',
  );
  expression.registerFunction('millis', () => now(), '<:n>');
  expression.registerFunction(
    'now',
    (picture?: string, zone?: string) => fromMillis.evaluate(undefined, { millis: now(), picture, zone }),
    '<s?s?:s>',
  );
}

function partition(items: unknown[] | undefined, size: number): unknown[][] | undefined {
  if (items === undefined) return undefined;
  if (!Number.isInteger(size) || size < 1) throw new Error('the size of a partition must be a positive integer');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}

function range(first: number, last: number, step: number): number[] {
  if (![first, last, step].every(Number.isFinite) || step === 0) throw new Error('the step of a range must not be zero');
  const length = Math.max(Math.floor((last - first) / step) + 1, 0);
  if (length > LONGEST_RANGE) throw new Error(`a range has at most ${LONGEST_RANGE} elements`);
  // A sequence in JSONata's sense: one element alone stands for itself.
  return Object.assign(
    Array.from({ length }, (_, n) => first + n * step),
    { sequence: true },
  );
}

function hash(text: string | undefined, algorithm = 'SHA-256'): string | undefined {
  if (text === undefined) return undefined;
  const name = HASHES[algorithm];
  if (name === undefined) throw new Error(`the hash algorithm must be one of ${Object.keys(HASHES).join(', ')}`);
  return createHash(name).update(text, 'utf8').digest('hex');
}

/** A number from 0 to 1; the same for the same seed. */
function random(seed?: number): number {
  if (seed === undefined) return Math.random();
  return createHash('sha256').update(String(seed)).digest().readUInt32BE(0) / 2 ** 32;
}
