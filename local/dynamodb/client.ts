import { Agent, request } from 'node:http';

/** Where a DynamoDB Local listens, and the key that chooses its database. */
export interface DynamoDbAddress {
  readonly endpoint: string;
  readonly accessKeyId: string;
}

/**
 * The region under which everything local is stored: DynamoDB Local keeps one database per access key and region, and functions
 * may believe to be in any region.
 */
export const REGION = 'local';

/** Sends one call of the API, such as `GetItem`; stream calls are told apart by their names. */
export type DynamoDbCall = <Answer = Record<string, unknown>>(action: string, body: object) => Promise<Answer>;

/** An answer other than 200. `type` is the name of the exception without its namespace. */
export class DynamoDbError extends Error {
  override name = 'DynamoDbError';
  readonly type: string;
  constructor(type: string, message: string) {
    super(`${type}: ${message}`);
    this.type = type;
  }
}

/**
 * The server hangs up on idle connections after 30 s (measured); leaving first means never to write to one that has just ended.
 */
export const AGENT = { keepAlive: true, scheduling: 'lifo', timeout: 20_000 } as const;

const STREAM_ACTIONS = new Set(['ListStreams', 'DescribeStream', 'GetShardIterator', 'GetRecords']);

/** DynamoDB Local reads key and region from the credential and never verifies the signature. */
export function authorization(accessKeyId: string): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20200101/${REGION}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
}

/** The runtime's own way to DynamoDB Local: no SDK, no signature, no retries, connections kept. */
export function dynamoDbClient(address: DynamoDbAddress): DynamoDbCall & { close(): void } {
  const agent = new Agent(AGENT);
  const { hostname, port } = new URL(address.endpoint);
  const headers = { 'content-type': 'application/x-amz-json-1.0', authorization: authorization(address.accessKeyId) };
  const call = <Answer>(action: string, body: object): Promise<Answer> => {
    const service = STREAM_ACTIONS.has(action) ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810';
    const data = Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const outgoing = request({
        hostname,
        port,
        agent,
        method: 'POST',
        headers: { ...headers, 'x-amz-target': `${service}.${action}`, 'content-length': data.length },
      });
      outgoing.once('error', reject);
      outgoing.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          try {
            const answer = JSON.parse(Buffer.concat(chunks).toString());
            if (response.statusCode === 200) resolve(answer);
            else reject(new DynamoDbError(exceptionName(answer.__type), answer.message ?? answer.Message ?? ''));
          } catch (error) {
            reject(error);
          }
        });
      });
      outgoing.end(data);
    });
  };
  return Object.assign(call, { close: () => agent.destroy() });
}

function exceptionName(type: unknown): string {
  return String(type).replace(/^.*#/, '');
}
