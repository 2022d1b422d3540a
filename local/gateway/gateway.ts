import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from '../activity.ts';
import { type DynamoDbAddress, dynamoDbClient } from '../dynamodb/client.ts';
import { Faults } from './faults.ts';
import { Forwarder } from './forward.ts';
import { Meter } from './meter.ts';
import { errorReply, type Reply } from './reply.ts';
import { writtenTables } from './writes.ts';

/** A service that the runtime itself plays; `target` is the whole X-Amz-Target. */
export type Service = (target: string, body: string, caller: string) => Reply | Promise<Reply>;

export interface GatewayOptions {
  readonly dynamodb: DynamoDbAddress;
  /** By the part of X-Amz-Target before the point, such as `AWSStepFunctions` or `AWSEvents`. */
  readonly services: Readonly<Record<string, Service>>;
  /** Who holds this access key; undefined refuses the call. */
  readonly callers: (accessKeyId: string) => string | undefined;
  readonly activity: Activity;
  /** Called after each write that succeeded, before its caller hears of it. */
  readonly onWrite: (tableName: string, action: string, body: Buffer) => void;
  /** May refuse a call by returning the answer; `body` is the request as it came. */
  readonly authorize?: (caller: string, target: string, body: Buffer) => Reply | undefined;
}

export interface Gateway {
  readonly url: string;
  readonly meter: Meter;
  readonly faults: Faults;
  stop(): Promise<void>;
}

const DYNAMODB = new Set(['DynamoDB_20120810', 'DynamoDBStreams_20120810']);

/** The single door through which functions reach AWS: known callers only, metered and given faults when asked. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const forwarder = new Forwarder(options.dynamodb);
  const direct = dynamoDbClient(options.dynamodb);
  const meter = new Meter(direct);
  const faults = new Faults();

  async function answer(target: string, accessKeyId: string, body: Buffer): Promise<Reply | undefined> {
    const point = target.indexOf('.');
    const [service, action] = [target.slice(0, point), target.slice(point + 1)];
    const caller = options.callers(accessKeyId);
    if (caller === undefined)
      return errorReply(400, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
    const own = options.services[service];
    if (!own && !DYNAMODB.has(service))
      return errorReply(400, 'UnknownOperationException', `the local cloud has no service for the target "${target}"`);
    const refused = options.authorize?.(caller, target, body);
    if (refused) return refused;
    const fault = faults.strike({ caller, service, action, body });
    if (fault?.reply) return fault.reply;
    const reply = own
      ? await own(target, body.toString(), caller)
      : await meter.measure({ caller, action, body }, () => forwarder.send(target, body));
    if (!own && reply.status === 200) for (const table of writtenTables(action, body)) options.onWrite(table, action, body);
    return fault ? undefined : reply;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const end = options.activity.begin('a call to AWS');
    try {
      const body = await read(request);
      const reply = await answer(String(request.headers['x-amz-target'] ?? ''), accessKey(request), body);
      if (reply) send(response, reply);
      else response.destroy();
    } catch (error) {
      if (response.headersSent || request.destroyed) response.destroy();
      else send(response, errorReply(500, 'InternalFailure', `the local cloud failed: ${(error as Error).message}`));
    } finally {
      end();
    }
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => void handle(request, response));
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    meter,
    faults,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
      forwarder.close();
      direct.close();
    },
  };
}

function read(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('error', reject);
    request.once('close', () => request.complete || reject(new Error('the caller has gone')));
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
  });
}

function accessKey(request: IncomingMessage): string {
  return /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  // The SDK would hold the machine's date against the virtual one, take its own clock for wrong and repeat every refused call.
  response.sendDate = false;
  const known = Object.fromEntries(Object.entries(headers ?? {}).filter(([, value]) => value !== undefined));
  response.writeHead(status, { ...known, 'content-length': Buffer.byteLength(body) } as Record<string, string | number>);
  response.end(body);
}
