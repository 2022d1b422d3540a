import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { NotJson, TooLarge, WrongType } from './problems.ts';

const LARGEST = 64 * 1024;

/**
 * The JSON of a request.
 * @throws WrongType, TooLarge (64 KB), NotJson
 */
export function readJson(event: Pick<APIGatewayProxyEventV2, 'body' | 'headers' | 'isBase64Encoded'>): unknown {
  const type = event.headers['content-type'] ?? '';
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) throw new WrongType();
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST) throw new TooLarge();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new NotJson();
  }
}
