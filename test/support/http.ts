import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

interface Request {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  base64?: boolean;
  /** A body that is no text; it goes as base64. */
  bytes?: Buffer;
}

/** A request as API Gateway hands it to a function; a body that is no text goes as JSON. */
export function httpEvent(method: string, path: string, given: Request = {}): APIGatewayProxyEventV2 {
  const { token, body, headers, query, base64 = false, bytes } = given;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  const content = bytes ?? Buffer.from(text);
  const hasBody = body !== undefined || bytes !== undefined;
  const encoded = base64 || bytes !== undefined;
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {
      ...(hasBody && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(query && { queryStringParameters: query }),
    requestContext: { http: { method, path } },
    ...(hasBody && { body: content.toString(encoded ? 'base64' : 'utf8') }),
    isBase64Encoded: encoded,
  } as APIGatewayProxyEventV2;
}

type Handler = (event: APIGatewayProxyEventV2, context: Context) => unknown;

/** The answer of a function, its body parsed. */
export async function send(handler: Handler, method: string, path: string, request?: Request) {
  const answer = (await handler(httpEvent(method, path, request), {} as Context)) as APIGatewayProxyStructuredResultV2;
  const type = String(answer.headers?.['content-type']);
  // biome-ignore lint/suspicious/noExplicitAny: an answer is JSON of any shape
  const body: any = type.includes('json') ? JSON.parse(answer.body!) : answer.body;
  return { status: answer.statusCode, headers: answer.headers ?? {}, type, body };
}
