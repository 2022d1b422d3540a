import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** A response that is kept instead of sent. */
class KeptResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];
  readonly #finished: (body: Buffer) => void;

  constructor(request: IncomingMessage, finished: (body: Buffer) => void) {
    super(request);
    this.#finished = finished;
  }

  override write(chunk: string | Uint8Array): boolean {
    this.#chunks.push(Buffer.from(chunk as string));
    return true;
  }

  override end(chunk?: unknown): this {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) this.write(chunk);
    this.#finished(Buffer.concat(this.#chunks));
    this.emit('finish');
    return this;
  }
}

/**
 * Lets a Node request listener answer an event of API Gateway. Who asks for what host is not asked: the listener sees the public
 * address, so that nobody else's `Host` gets into a redirect.
 */
export function serve(
  listener: RequestListener,
  event: APIGatewayProxyEventV2,
  publicUrl: string,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { host, protocol } = new URL(publicUrl);
  const request = new IncomingMessage(new Socket());
  const query = event.rawQueryString ? `?${event.rawQueryString}` : '';
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  Object.assign(request, {
    method: event.requestContext.http.method,
    url: event.rawPath + query,
    headers: {
      ...event.headers,
      ...(event.cookies && { cookie: event.cookies.join('; ') }),
      'content-length': String(body.length),
      'x-forwarded-proto': protocol.replace(':', ''),
      // What the client itself sent under this name says nothing.
      'x-forwarded-for': event.requestContext.http.sourceIp,
      host,
    },
  });
  request.push(body);
  request.push(null);
  return new Promise((resolve) => {
    const response = new KeptResponse(request, (content) => {
      const { 'set-cookie': cookies, ...headers } = response.getHeaders();
      resolve({
        statusCode: response.statusCode,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        cookies: [cookies ?? []].flat().map(String),
        body: content.toString('utf8'),
      });
    });
    listener(request, response);
  });
}
