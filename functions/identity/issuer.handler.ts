import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { discreet } from '../platform/discreet.ts';
import { toProblem } from '../platform/problem-json.ts';
import { NotFound } from '../platform/problems.ts';
import { withRequestId } from '../platform/request-id.ts';
import { hostCookie } from './host-cookie.ts';
import { isOn, issuerUrl } from './issuer-settings.ts';
import { serve } from './node-http.ts';
import { provider } from './provider.ts';

/** The issuer: discovery, keys, the code flow, and the pages on which people sign in. */
export const handler = discreet(
  (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    withRequestId(event.requestContext.requestId, async () => {
      try {
        if (!isOn()) throw new NotFound();
        const now = new Date();
        const listener = (await provider(now)).callback();
        const answer = await serve(listener, event, issuerUrl());
        return { ...answer, cookies: (answer.cookies ?? []).map((cookie) => hostCookie(cookie, now)) };
      } catch (error) {
        const problem = toProblem(error);
        const headers = { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' };
        return { statusCode: problem.status, headers: { ...headers, ...problem.headers }, body: JSON.stringify(problem) };
      }
    }),
);
