import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/**
 * What every answer carries: no cache keeps it, no browser guesses its type, runs or frames anything of it, or tells others where it
 * was; and it is only ever fetched by TLS again.
 */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** An answer with them; what it says of its own stays. */
export const secured = <A extends APIGatewayProxyStructuredResultV2>(answer: A): A => ({
  ...answer,
  headers: { ...HEADERS, ...answer.headers },
});
