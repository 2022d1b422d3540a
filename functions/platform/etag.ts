import { createHash } from 'node:crypto';
import { MalformedHeader, StaleVersion } from './problems.ts';

/** The validator of a representation: changes whenever what the client saw changes. */
export const etagOf = (body: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22)}"`;

/**
 * Honours `If-Match` where it was given.
 * @throws MalformedHeader, StaleVersion (412)
 */
export function checkIfMatch(header: string | undefined, current: () => string): void {
  if (header === undefined || header.trim() === '*') return;
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => /^(W\/)?"[^"]*"$/.test(tag))) throw new MalformedHeader({ header: 'if-match' });
  if (!tags.includes(current())) throw new StaleVersion();
}
