import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from './env.ts';
import { Invalid } from './problems.ts';
import { fieldError } from './reasons.ts';

const sign = (position: string, query: string) =>
  createHmac('sha256', env('CURSOR_SECRET')).update(`${query}\n${position}`).digest('base64url');

/** An opaque page mark, good only for the query it was made for (the caller names person and filters in `query`). */
export const toCursor = (position: string, query: string): string =>
  `${Buffer.from(position).toString('base64url')}.${sign(position, query)}`;

/** @throws Invalid when it was altered or belongs to another query. */
export function fromCursor(cursor: string, query: string): string {
  const [encoded = '', signature = ''] = cursor.split('.');
  const position = Buffer.from(encoded, 'base64url').toString();
  const expected = Buffer.from(sign(position, query));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Invalid([fieldError('cursor', 'cursor')]);
  return position;
}
