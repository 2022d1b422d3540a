import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overTls } from 'node:https';
import { NotDelivered } from './not-delivered.ts';
import { checkTarget } from './targets.ts';

/** How much a provider may say, in bytes. */
const LARGEST_ANSWER = 64 * 1024;

export interface Call {
  /** What is sent, as JSON; without it the call is a GET. */
  content?: unknown;
  headers?: Record<string, string>;
  /** The message's id, for providers and proxies that know a repetition by it. */
  id?: string;
}

/**
 * Calls a provider, once.
 * @returns the body of an answer that is well (2xx)
 * @throws NotDelivered for every other end
 */
export type Caller = (url: URL, call: Call) => Promise<string>;

/**
 * Calls providers by HTTP until the signal comes. Nothing is followed and no connection is kept: one that slept while its function was frozen fails when it is
 * used again, and nobody could tell whether the message was taken.
 */
export const callerFor =
  (trusted: ReadonlySet<string>, signal: AbortSignal): Caller =>
  async (url, call) => {
    try {
      const answer = await answerTo(url, call, trusted, signal);
      const refusal = refusalOf(answer.statusCode ?? 0);
      if (!refusal) return await readAll(answer);
      answer.destroy();
      throw refusal;
    } catch (error) {
      throw failure(error, signal);
    }
  };

function answerTo(url: URL, { content, headers, id }: Call, trusted: ReadonlySet<string>, signal: AbortSignal) {
  const lookup = checkTarget(url, trusted);
  const body = content === undefined ? undefined : Buffer.from(JSON.stringify(content));
  return new Promise<IncomingMessage>((resolve, reject) => {
    const request = (url.protocol === 'http:' ? overHttp : overTls)(url, {
      method: body ? 'POST' : 'GET',
      agent: false,
      signal,
      ...(lookup && { lookup: lookup as never }),
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }),
        ...(id !== undefined && { 'idempotency-key': encodeURIComponent(id) }),
        ...headers,
      },
    });
    request.once('response', resolve).once('error', reject).end(body);
  });
}

async function readAll(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > LARGEST_ANSWER) throw new NotDelivered('answer-too-large', true);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Refusals that are about us or the moment, not about this message. */
const MAY_PASS = new Set([401, 403, 408, 425, 429]);

function refusalOf(status: number): NotDelivered | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return new NotDelivered('redirected', true);
  return new NotDelivered(`http-${status}`, status < 500 && !MAY_PASS.has(status));
}

/** Any error as one that says whether to try again; of the network's only the code, because its message names the host. */
export function failure(error: unknown, signal: AbortSignal): NotDelivered {
  if (error instanceof NotDelivered) return error;
  if (signal.aborted) return new NotDelivered('timeout', false);
  const { code } = error as NodeJS.ErrnoException;
  return new NotDelivered(code ?? 'unreachable', code === 'ERR_INVALID_CHAR');
}
