import type * as z from 'zod/mini';
import type { Answer } from '../platform/api.ts';
import type { Upload } from '../platform/body.ts';
import type { Contract } from '../platform/contract.ts';
import { env } from '../platform/env.ts';
import { log } from '../platform/log.ts';
import type { FieldError } from '../platform/problems.ts';
import type { Sentence } from '../platform/sentence.ts';

/** What a route of the API answers. */
export type Answered<C extends Contract> = C['answer'] extends z.ZodMiniType ? z.output<C['answer']> : unknown;
type Given<S> = S extends z.ZodMiniType ? z.input<S> : never;

export interface Wish<C extends Contract> {
  params?: Record<string, string>;
  query?: Record<string, string | undefined>;
  body?: Given<C['body']>;
  /** A file, where the route takes one. */
  upload?: Upload;
  headers?: Record<string, string>;
}

/** What the API refused, in its own words. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  readonly type: string;
  readonly zh: string;
  readonly en: string;
  readonly errors: readonly FieldError[];
  /** All that the API said with it. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, said: Partial<Refused> = {}) {
    const { type = 'internal', zh = SILENT.zh, en = SILENT.en, errors = [] } = said;
    super(en);
    this.facts = { ...said };
    [this.status, this.type, this.zh, this.en, this.errors] = [status, type, zh, en, errors];
  }
}

/** In place of an answer of ours: it took too long, or the gateway had none. */
const SILENT: Sentence = { zh: '系统暂时没有答复，请稍后再试一次', en: 'there was no answer; try again in a moment' };

/** Less than API Gateway waits for the page. */
const PATIENCE = 25_000;

/**
 * The API as somebody who has signed in calls it: pages know and may no more than any other client of theirs, so that a rule stands in one
 * place, and the function that makes them has no right to the table.
 */
export class Client {
  readonly #token: string;
  /** What was read for this one page: asked for once, however many parts of the page need it. */
  readonly #read = new Map<string, Promise<unknown>>();

  constructor(token: string) {
    this.#token = token;
  }

  /** @throws Refused for whatever is not a success; 503 where there was no answer at all, whether or not it was done */
  call<C extends Contract>(contract: C, wish: Wish<C> = {}): Promise<Answered<C>> {
    const { method, path } = contract;
    const name = JSON.stringify([path, wish.params, wish.query]);
    const known = this.#read.get(name);
    if (method === 'GET' && known) return known as Promise<Answered<C>>;
    const answered = this.#ask(contract, wish).then(async (answer) => (await answer.json().catch(() => ({}))) as Answered<C>);
    // What was changed reads differently.
    if (method === 'GET') this.#read.set(name, answered);
    else this.#read.clear();
    return answered;
  }

  /** A file of the API, as it is handed on, byte for byte: a spreadsheet knows a table by the mark at its beginning. @throws Refused like `call` */
  async file<C extends Contract>(contract: C, wish: Wish<C> = {}): Promise<Answer> {
    const answer = await this.#ask(contract, wish);
    const headers = FILE_HEADERS.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    const body = Buffer.from(await answer.arrayBuffer()).toString('base64');
    return { statusCode: 200, headers: Object.fromEntries(headers), body, isBase64Encoded: true };
  }

  async #ask<C extends Contract>(
    { method, path }: C,
    { params = {}, query = {}, body, upload, headers }: Wish<C>,
  ): Promise<Response> {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const url = new URL(filled, env('API_URL'));
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    const answer = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(upload && { 'content-type': upload.type }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(upload && { body: new Uint8Array(upload.bytes) }),
    }).catch((error: unknown) => {
      log.error('the API did not answer', { error });
      throw new Refused(503);
    });
    if (answer.ok) return answer;
    throw new Refused(answer.status, (await answer.json().catch(() => ({}))) as Partial<Refused>);
  }
}

/** What a file says of itself, and of what a browser may do with it. */
const FILE_HEADERS = ['content-type', 'content-disposition', 'content-security-policy', 'x-frame-options'];
