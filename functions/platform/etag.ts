import { createHash } from 'node:crypto';
import { MalformedHeader, StaleVersion } from './problems.ts';

/** Fields in one order, because the table does not keep the order in which they were written. */
const ordered = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** The validator of a representation: changes whenever what the client saw changes. */
export const etagOf = (body: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(body, ordered)).digest('base64url').slice(0, 22)}"`;

/** Whether the client that sends this `If-None-Match` has the representation already. */
export const isKnown = (header: string | undefined, current: string): boolean =>
  header?.split(',').some((tag) => ['*', current].includes(tag.trim().replace(/^W\//, ''))) ?? false;

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
