import { ServiceError } from '../errors.ts';
import { fits } from '../limits.ts';
import { pageToken, type Request, validation } from '../requests.ts';

/** One action of the protocol: reads its request, answers with the body. */
export type Action = (request: Request) => object;

/**
 * One page of a list.
 * @param query what is listed; a page token serves for the same query only
 * @param first where the list begins
 * @param read reads that many rows beyond a place
 * @param place the place of a row
 */
export function pageOf<Row, Place extends string | number>(
  request: Request,
  query: string,
  first: Place,
  read: (beyond: Place, count: number) => Row[],
  place: (row: Row) => Place,
): { rows: Row[]; more: { nextToken?: string } } {
  const size = request.pageSize();
  const token = request.page(query);
  const beyond = token === undefined ? first : typeof first === 'number' ? Number(token) : token;
  const found = read(beyond as Place, size + 1);
  const rows = found.slice(0, size);
  return { rows, more: found.length > size ? { nextToken: pageToken(query, place(rows.at(-1)!)) } : {} };
}

/** Reads a payload. @throws ServiceError `type` where it is no JSON */
export function json(text: string, type: string, field: string) {
  if (!fits(text)) throw validation(`Value at '${field}' must have at most 262144 bytes`);
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError(type, `The ${field} is not JSON`);
  }
}
