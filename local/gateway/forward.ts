import { Agent, request } from 'node:http';
import { AGENT, authorization, type DynamoDbAddress } from '../dynamodb/client.ts';
import type { Reply } from './reply.ts';

/** The hop to DynamoDB Local: bodies pass as they are, on connections that are kept. */
export class Forwarder {
  readonly #agent = new Agent(AGENT);
  readonly #hostname: string;
  readonly #port: string;
  readonly #authorization: string;

  constructor(address: DynamoDbAddress) {
    const { hostname, port } = new URL(address.endpoint);
    this.#hostname = hostname;
    this.#port = port;
    this.#authorization = authorization(address.accessKeyId);
  }

  send(target: string, body: Buffer): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const outgoing = request({
        agent: this.#agent,
        hostname: this.#hostname,
        port: this.#port,
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': target,
          authorization: this.#authorization,
          'content-length': body.length,
        },
      });
      outgoing.once('error', reject);
      outgoing.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const { 'content-type': type, 'x-amz-crc32': crc, 'x-amzn-requestid': id } = response.headers;
          const headers = {
            ...(type !== undefined && { 'content-type': type }),
            ...(crc !== undefined && { 'x-amz-crc32': crc }),
            ...(id !== undefined && { 'x-amzn-requestid': id }),
          };
          resolve({ status: response.statusCode ?? 502, headers, body: join(chunks) });
        });
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function join(chunks: Buffer[]): Buffer {
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
