import type { IncomingHttpHeaders } from 'node:http';
import type { ApiModel, Scope } from '../template/model.ts';
import { decode, type Match } from './routes.ts';

/** A request as it came in. */
export interface Incoming {
  readonly method: string;
  /** Path and query as the client sent them. */
  readonly url: string;
  readonly protocol: string;
  readonly headers: IncomingHttpHeaders;
  readonly sourceIp: string;
  readonly body: Buffer;
}

export interface Outgoing {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

const TEXT = /^(text\/.*|application\/(.*\+)?(json|xml|javascript)|application\/x-www-form-urlencoded)\s*(;|$)/i;
/** What a server must not copy from a function's answer. */
const NOT_FORWARDED = new Set(['connection', 'transfer-encoding', 'content-length', 'keep-alive']);

/** The event of an HTTP API in payload format 2.0. */
export function toEvent(request: Incoming, match: Match, api: ApiModel, scope: Scope, requestId: string, now: number): unknown {
  const { path, query } = splitUrl(request.url);
  // API Gateway hands on the path decoded and the query as it came.
  const rawPath = decode(path);
  const parameters = queryParameters(query);
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)]));
  const text = TEXT.test(request.headers['content-type'] ?? 'text/plain');
  const hasBody = request.body.length > 0;
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(parameters && { queryStringParameters: parameters }),
    requestContext: {
      accountId: scope.accountId,
      apiId: api.id,
      domainName: request.headers.host ?? '',
      domainPrefix: api.id,
      http: {
        method: request.method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: match.route.key,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now,
    },
    ...(match.pathParameters && { pathParameters: match.pathParameters }),
    ...(hasBody && { body: request.body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: hasBody && !text,
  };
}

/**
 * A function's answer as an HTTP response: with a `statusCode` it is taken at its word, anything else is the JSON body of a 200.
 * Undefined when it is not well formed.
 */
export function toResponse(answer: unknown): Outgoing | undefined {
  const structured = typeof answer === 'object' && answer !== null && 'statusCode' in answer;
  if (!structured) {
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (body !== undefined && body !== null && typeof body !== 'string') return undefined;
  const sent: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries((headers ?? {}) as Record<string, unknown>)) {
    if (!NOT_FORWARDED.has(name.toLowerCase())) sent[name.toLowerCase()] = String(value);
  }
  if (Array.isArray(cookies)) sent['set-cookie'] = cookies.map(String);
  const content = Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8');
  if (content.length > 0) sent['content-type'] ??= 'text/plain;charset=utf-8';
  return { status, headers: sent, body: content };
}

/** An answer that API Gateway itself gives. */
export function gatewayAnswer(status: number, message: string): Outgoing {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ message })) };
}

export function splitUrl(url: string): { path: string; query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

function queryParameters(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const parameters: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = parameters[name];
    parameters[name] = earlier === undefined ? value : `${earlier},${value}`;
  }
  return { ...parameters };
}

/** `12/Mar/2026:19:03:58 +0000` */
function commonLogTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ') as [string, string, string, string, string];
  return `${day}/${month}/${year}:${time} +0000`;
}
