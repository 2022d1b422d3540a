import type { IncomingHttpHeaders } from 'node:http';
import type { Cors } from '../template/model.ts';
import type { Outgoing } from './payload.ts';

/** Answers a preflight as API Gateway does where CORS is configured: itself, before any route. */
export function preflight(cors: Cors, method: string, headers: IncomingHttpHeaders): Outgoing | undefined {
  const asked = headers['access-control-request-method'];
  if (method !== 'OPTIONS' || headers.origin === undefined || asked === undefined) return undefined;
  const allowed = corsHeaders(cors, headers);
  const answer: Record<string, string> = { ...allowed };
  if (Object.keys(allowed).length > 0) {
    answer['access-control-allow-methods'] = cors.allowMethods.join(',');
    answer['access-control-allow-headers'] = cors.allowHeaders.join(',');
    if (cors.maxAge !== undefined) answer['access-control-max-age'] = String(cors.maxAge);
  }
  return { status: 204, headers: answer, body: Buffer.alloc(0) };
}

/** The headers that CORS adds to an answer; none when the origin is not allowed. They override the function's own. */
export function corsHeaders(cors: Cors, headers: IncomingHttpHeaders): Record<string, string> {
  const { origin } = headers;
  if (origin === undefined) return {};
  const any = cors.allowOrigins.includes('*');
  if (!any && !cors.allowOrigins.some((each) => allows(each, origin))) return {};
  return {
    'access-control-allow-origin': any ? '*' : origin,
    ...(!any && { vary: 'Origin' }),
    ...(cors.allowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(cors.exposeHeaders.length > 0 && { 'access-control-expose-headers': cors.exposeHeaders.join(',') }),
  };
}

function allows(pattern: string, origin: string): boolean {
  return pattern.endsWith('://*') ? origin.startsWith(pattern.slice(0, -1)) : pattern === origin;
}
