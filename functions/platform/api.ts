import middy from '@middy/core';
import httpRouter, { type Route } from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { authenticate } from '../access/authenticate.ts';
import type { Person } from '../access/person.ts';
import { admit, countMisses, isMiss } from '../limits/admit.ts';
import { readJson, readUpload, type Upload } from './body.ts';
import type { Contract } from './contract.ts';
import { problemJson } from './problem-json.ts';
import { Invalid, NotFound } from './problems.ts';
import { fieldErrors } from './reasons.ts';
import { withRequestId } from './request-id.ts';
import { secured } from './security-headers.ts';

type Parsed<S> = S extends z.ZodMiniType ? z.output<S> : undefined;

/** What a route's function gets: everything parsed, and who asks. */
export interface Call<C extends Contract> {
  params: Parsed<C['params']>;
  query: Parsed<C['query']>;
  body: Parsed<C['body']>;
  upload: C extends { upload: readonly string[] } ? Upload : undefined;
  person: C extends { open: true } ? undefined : Person;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  now: Date;
}

export type Answer = APIGatewayProxyStructuredResultV2;

/** 200 with a JSON body. */
export const ok = (body: unknown, headers: Record<string, string> = {}, statusCode = 200): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

/** Binds a route's contract to the function that serves it. */
export function route<C extends Contract>(contract: C, serve: (call: Call<C>) => Promise<Answer>) {
  const handler = async (event: APIGatewayProxyEventV2): Promise<Answer> => {
    const now = new Date();
    const person = contract.open ? undefined : await authenticate(event.headers.authorization);
    if (person) await admit(person, now);
    try {
      const params = contract.params && parseId(contract.params, decode(event.pathParameters));
      const query = contract.query && parse(contract.query, event.queryStringParameters ?? {});
      const body = contract.body && parse(contract.body, readJson(event));
      const upload = contract.upload && readUpload(event, contract.upload, contract.largestUpload);
      return await serve({ params, query, body, upload, person, headers: event.headers, now } as Call<C>);
    } catch (error) {
      if (person && isMiss(error)) await countMisses(person, now, 1);
      throw error;
    }
  };
  return { method: contract.method, path: contract.path, handler };
}

/** The Lambda handler of several routes. */
export const api = (routes: Route<APIGatewayProxyEventV2, Answer>[]) => {
  const router = httpRouter<APIGatewayProxyEventV2, Answer>(routes);
  const serve = middy<APIGatewayProxyEventV2, Answer>()
    .use(problemJson())
    .handler((event, context) => withRequestId(event.requestContext.requestId, () => router(event, context)));
  return async (event: APIGatewayProxyEventV2, context: Context): Promise<Answer> => secured(await serve(event, context));
};

/** What cannot be an id is one that does not exist. */
function parseId<T>(schema: z.ZodMiniType<T>, given: unknown): T {
  const { success, data } = z.safeParse(schema, given);
  if (!success) throw new NotFound();
  return data;
}

/**
 * Parses what came in.
 * @throws Invalid naming each field that is wrong.
 */
export function parse<T>(schema: z.ZodMiniType<T>, given: unknown): T {
  const { success, data, error } = z.safeParse(schema, given, { reportInput: true });
  if (success) return data;
  const errors = error.issues.flatMap(fieldErrors);
  // One thing at a time for each field: what comes first stands in the way of the rest.
  throw new Invalid(errors.filter(({ path }, i) => errors.findIndex((other) => other.path === path) === i));
}

/** middy's router leaves path parameters encoded. */
function decode(params: Record<string, string | undefined> = {}): Record<string, string | undefined> {
  const decoded = (value: string | undefined) => {
    try {
      return value && decodeURIComponent(value);
    } catch {
      return value;
    }
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decoded(value)]));
}
