import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { NotJson, NotOurForm, TooLarge, WrongType } from './problems.ts';

const LARGEST = 64 * 1024;

type Sent = Pick<APIGatewayProxyEventV2, 'body' | 'headers' | 'isBase64Encoded'>;

/**
 * The JSON of a request.
 * @throws WrongType, TooLarge (64 KB), NotJson
 */
export function readJson(event: Sent): unknown {
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(event.headers['content-type'] ?? '')) throw new WrongType();
  const bytes = bytesOf(event);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new NotJson();
  }
}

/**
 * The fields of a page's form; of a field that came twice the last.
 * @throws NotOurForm for anything that no form of ours sends; TooLarge (64 KB)
 */
export function readForm(event: Sent): Record<string, string> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(event.headers['content-type'] ?? '')) throw new NotOurForm();
  return Object.fromEntries(new URLSearchParams(bytesOf(event).toString('utf8')));
}

function bytesOf({ body, isBase64Encoded }: Sent): Buffer {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST) throw new TooLarge();
  return bytes;
}
