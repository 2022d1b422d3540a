import { CfnParameter, Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, type HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { type FunctionProps, fn } from './function.ts';
import { logGroup } from './log-group.ts';

/** Which function serves which routes. */
const ROUTES: Partial<Record<FunctionProps['name'], string[]>> = {
  'visits-api': [
    'POST /v1/visits',
    'POST /v1/visits/recorded',
    'GET /v1/visits',
    'GET /v1/visits/{id}',
    'GET /v1/visits/{id}/timeline',
    'POST /v1/visits/{id}/cancel',
    'POST /v1/visits/{id}/reschedule',
    'POST /v1/visits/{id}/shift',
    'POST /v1/visits/{id}/withdraw',
    'POST /v1/visits/{id}/replace-speaker',
  ],
  'tasks-api': [
    'GET /v1/tasks',
    'GET /v1/tasks/{id}',
    'POST /v1/tasks/{id}/decision',
    'POST /v1/tasks/decisions',
    'POST /v1/tasks/{id}/objection',
  ],
  'talent-api': ['GET /v1/speakers', 'GET /v1/speakers/{id}', 'POST /v1/speakers/{id}/permission'],
  'personal-api': ['GET /v1/people/{id}/data', 'POST /v1/people/{id}/correction', 'POST /v1/people/{id}/erasure'],
  'reports-api': ['GET /v1/reports/statistics'],
  'audit-api': ['GET /v1/audit'],
  'meta-api': ['GET /v1/catalogue', 'GET /openapi.json', 'GET /health'],
};

/** A line of the access log: which route, how it ended and how long it took; nobody's address, device, or id. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    milliseconds: '$context.responseLatency',
    error: '$context.integrationErrorMessage',
  }),
);

/** The HTTP API on its `$default` stage. Functions verify the JWT themselves, because roles come from the table. */
export function httpApi(scope: Construct, table: Table, personalDataKey: Key): HttpApi {
  const issuer = new CfnParameter(scope, 'OidcIssuer', { description: 'The OIDC issuer whose tokens are accepted' });
  const audience = new CfnParameter(scope, 'OidcAudience', { description: 'The audience that tokens must be made for' });
  const jwksUri = new CfnParameter(scope, 'OidcJwksUri', { description: 'Where the issuer publishes its keys' });
  const cursorSecret = new CfnParameter(scope, 'CursorSecret', {
    description: 'Signs page cursors; any 32 random bytes in hex',
    noEcho: true,
    minLength: 32,
  });
  const environment = {
    OIDC_ISSUER: issuer.valueAsString,
    OIDC_AUDIENCE: audience.valueAsString,
    OIDC_JWKS_URI: jwksUri.valueAsString,
    CURSOR_SECRET: cursorSecret.valueAsString,
  };
  const integrations = (Object.keys(ROUTES) as FunctionProps['name'][]).map((name) => {
    const served = fn(scope, { name, table, personalDataKey, environment, timeout: Duration.seconds(29) });
    return { name, routes: ROUTES[name]!, integration: new HttpLambdaIntegration(`${name}-integration`, served) };
  });
  const api = new HttpApi(scope, 'Api', {
    description: 'Model worker visits',
    // What no route serves is refused in the same words as everything else.
    defaultIntegration: integrations.find(({ name }) => name === 'meta-api')!.integration,
    createDefaultStage: false,
  });
  api.addStage('DefaultStage', {
    autoDeploy: true,
    // Far more than the schools and unions of a city ask for, and far less than what would crowd out the rest of the account.
    throttle: { rateLimit: 200, burstLimit: 400 },
    accessLogSettings: { destination: new LogGroupLogDestination(logGroup(scope, 'Access')), format: ACCESS_LOG },
  });
  for (const { routes, integration } of integrations) {
    for (const route of routes) {
      const [method, path] = route.split(' ') as [HttpMethod, string];
      api.addRoutes({ path, methods: [method], integration });
    }
  }
  return api;
}
