import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import type { Outcome } from '../functions/instance.ts';
import type { ApiModel, Scope } from '../template/model.ts';
import { corsHeaders, preflight } from './cors.ts';
import { gatewayAnswer, type Incoming, type Outgoing, splitUrl, toEvent, toResponse } from './payload.ts';
import { Routes } from './routes.ts';

/** API Gateway's limits. */
const LARGEST_BODY = 10 * 1024 * 1024;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Answers a request that belongs to the machine rather than to the API. */
export type Doors = (request: Incoming) => Promise<Outgoing | undefined>;

export interface ApiOptions {
  readonly api: ApiModel;
  readonly scope: Scope;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly invoke: (functionArn: string, payload: unknown) => Promise<Outcome>;
}

/** The one door of the cloud: the HTTP API by the template's routes, and the local doors beside it. */
export class HttpFront {
  readonly url: string;
  readonly port: number;
  readonly #server: Server;
  #answer: (request: Incoming) => Promise<Outgoing> = async () => gatewayAnswer(503, 'Service Unavailable');

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    this.url = `http://127.0.0.1:${this.port}`;
    server.on('request', (request, response) => void this.#serve(request, response));
  }

  /**
   * Takes the port, so that the address is known before the rest exists; until `open` every answer is 503.
   * @throws the system's error, `EADDRINUSE` when the port is taken
   */
  static async listen(port: number): Promise<HttpFront> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return new HttpFront(server);
  }

  open(api: ApiOptions | undefined, doors: Doors): void {
    const throughApi = api ? serveApi(api) : async () => gatewayAnswer(404, 'Not Found');
    this.#answer = async (request) => (await doors(request)) ?? throughApi(request);
  }

  /** Takes no more requests; calling it again does no harm. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await readBody(message);
      const answer = body ? await this.#answer(incoming(message, body)) : gatewayAnswer(413, 'Request Entity Too Large');
      send(response, answer, message.method === 'HEAD');
    } catch {
      // The client went away, or the machine is stopping.
      if (!response.headersSent) send(response, gatewayAnswer(500, 'Internal Server Error'), false);
    }
  }
}

function serveApi({ api, scope, clock, activity, invoke }: ApiOptions): (request: Incoming) => Promise<Outgoing> {
  const routes = new Routes(api.routes);
  return async (request) => {
    const early = api.cors && preflight(api.cors, request.method, request.headers);
    if (early) return early;
    const match = METHODS.has(request.method) ? routes.match(request.method, splitUrl(request.url).path) : undefined;
    const answer = match
      ? await activity.run(`request ${request.method} ${splitUrl(request.url).path}`, async () => {
          const requestId = randomUUID();
          const event = toEvent(request, match, api, scope, requestId, Math.floor(clock.now()));
          const response = fromFunction(await within(match.route.timeoutMilliseconds, invoke(match.route.functionArn, event)));
          return { ...response, headers: { ...response.headers, 'apigw-requestid': requestId } };
        })
      : gatewayAnswer(404, 'Not Found');
    return api.cors ? { ...answer, headers: { ...answer.headers, ...corsHeaders(api.cors, request.headers) } } : answer;
  };
}

function fromFunction(outcome: Outcome | 'late'): Outgoing {
  if (outcome === 'late') return gatewayAnswer(503, 'Service Unavailable');
  const response = 'payload' in outcome ? toResponse(outcome.payload) : undefined;
  return response ?? gatewayAnswer(500, 'Internal Server Error');
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function incoming(message: IncomingMessage, body: Buffer): Incoming {
  return {
    method: message.method ?? 'GET',
    url: message.url ?? '/',
    protocol: `HTTP/${message.httpVersion}`,
    headers: joinedHeaders(message),
    sourceIp: message.socket.remoteAddress ?? '',
    body,
  };
}

/** Headers that came several times are joined by commas, cookies by semicolons. */
function joinedHeaders(message: IncomingMessage): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    if (values) joined[name] = values.join(name === 'cookie' ? '; ' : ',');
  }
  return joined;
}

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read on to the end, so that the client gets its answer rather than a broken connection.
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size <= LARGEST_BODY ? Buffer.concat(chunks) : undefined;
}

function send(response: ServerResponse, answer: Outgoing, head: boolean): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.end(head ? undefined : answer.body);
}
