import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { log } from './log.ts';
import { Internal, NotFound, Problem } from './problems.ts';

/** Turns whatever a handler throws into `application/problem+json`. */
export const problemJson = (): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> => ({
  onError: (request) => {
    const problem = toProblem(request.error);
    request.response = {
      statusCode: problem.status,
      headers: { 'content-type': 'application/problem+json; charset=utf-8', ...problem.headers },
      body: JSON.stringify(problem),
    };
  },
});

/** What an error means to the client; whatever is not a `Problem` is logged and becomes `internal`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const routerFoundNothing = (error as { statusCode?: number } | null)?.statusCode === 404;
  if (routerFoundNothing) return new NotFound();
  log.error('request failed', { error });
  return new Internal();
}
