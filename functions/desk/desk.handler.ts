import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Answer } from '../platform/api.ts';
import { compressed } from '../platform/compressed.ts';
import { discreet } from '../platform/discreet.ts';
import { withRequestId } from '../platform/request-id.ts';
import { secured } from '../platform/security-headers.ts';
import { nowhere } from './desk.ts';
import { routes } from './routes.ts';

const router = httpRouter<APIGatewayProxyEventV2, Answer>({
  routes,
  notFoundResponse: () => undefined,
});

/** The pages of those who work with the system. */
export const handler = discreet(async (event: APIGatewayProxyEventV2, context: Context): Promise<Answer> => {
  const serve = async () => (await router(event, context)) ?? nowhere(event);
  const answer = secured(await withRequestId(event.requestContext.requestId, serve));
  return compressed(answer, event.headers['accept-encoding']);
});
