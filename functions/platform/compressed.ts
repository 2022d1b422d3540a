import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** Below it a packet is a packet. */
const WORTH_IT = 1024;

/** An answer as a slow line likes it: API Gateway's HTTP APIs compress nothing themselves. Only texts of our own, for who takes gzip. */
export function compressed<A extends APIGatewayProxyStructuredResultV2>(answer: A, acceptEncoding: string | undefined): A {
  const { body, isBase64Encoded, headers } = answer;
  const isTaken = /(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?:1|0\.\d*[1-9]))/i.test(acceptEncoding ?? '');
  if (!isTaken || isBase64Encoded || body === undefined || body.length < WORTH_IT) return answer;
  return {
    ...answer,
    headers: { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' },
    body: gzipSync(body).toString('base64'),
    isBase64Encoded: true,
  };
}
