import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { FileTooLarge, NotJson, NotOurForm, TooLarge, WrongFileType, WrongType } from './problems.ts';

const LARGEST = 64 * 1024;
const MEGABYTE = 1024 * 1024;

type Sent = Pick<APIGatewayProxyEventV2, 'body' | 'headers' | 'isBase64Encoded'>;
const bytesOf = ({ body, isBase64Encoded }: Sent) => Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');

/** @throws TooLarge (64 KB) */
function smallBytesOf(event: Sent): Buffer {
  const bytes = bytesOf(event);
  if (bytes.length > LARGEST) throw new TooLarge();
  return bytes;
}

/**
 * The JSON of a request.
 * @throws WrongType, TooLarge (64 KB), NotJson
 */
export function readJson(event: Sent): unknown {
  const type = event.headers['content-type'] ?? '';
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) throw new WrongType();
  const bytes = smallBytesOf(event);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new NotJson();
  }
}

/** A file as it was sent. */
export interface Upload {
  /** The media type, without parameters, in lower case. */
  type: string;
  bytes: Buffer;
}

/**
 * The file of a request.
 * @param largest in bytes
 * @throws WrongFileType for another type than these, FileTooLarge
 */
export function readUpload(event: Sent, types: readonly string[], largest = MEGABYTE): Upload {
  const type = (event.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (!types.includes(type)) throw new WrongFileType(types);
  const bytes = bytesOf(event);
  if (bytes.length > largest) throw new FileTooLarge(largest / MEGABYTE);
  return { type, bytes };
}

/**
 * The fields of a page's form; of a field that came twice the last.
 * @throws NotOurForm for anything that no form of ours sends; TooLarge (64 KB)
 */
export function readForm(event: Sent): Record<string, string> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(event.headers['content-type'] ?? '')) throw new NotOurForm();
  return Object.fromEntries(new URLSearchParams(smallBytesOf(event).toString('utf8')));
}
