import { Aws, CfnCondition, CfnParameter, Duration, Fn } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type CfnApi, HttpApi, type HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { type FunctionProps, fn } from './function.ts';
import { deskEnvironment, ISSUER_ROUTES, identityEnvironment, issuerEnvironment } from './issuer.ts';
import { logGroup } from './log-group.ts';

/** The pages of links in messages; the only ones that are for people rather than programs. */
export const LINK_PAGES = ['GET /t/{reference}', 'HEAD /t/{reference}', 'POST /t/{reference}'];

/** The pages of what messages told. */
export const NOTICE_PAGES = ['GET /n/{reference}', 'HEAD /n/{reference}'];

/** The pages of the desk; which there are, their function knows. */
export const DESK_PAGES = ['GET /desk', 'POST /desk', 'GET /desk/{proxy+}', 'POST /desk/{proxy+}'];

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
    'POST /v1/visits/{id}/absences/{speakerId}/objection',
    'POST /v1/visits/{id}/absences/{speakerId}/settlement',
  ],
  'tasks-api': [
    'GET /v1/tasks',
    'GET /v1/tasks/{id}',
    'POST /v1/tasks/{id}/decision',
    'POST /v1/tasks/decisions',
    'POST /v1/tasks/{id}/objection',
  ],
  links: ['POST /v1/tasks/{id}/link', ...LINK_PAGES],
  'notices-api': ['GET /v1/notices', 'POST /v1/notices/read', 'POST /v1/notices/redrive', ...NOTICE_PAGES],
  'letters-api': [
    'POST /v1/visits/{id}/letters',
    'GET /v1/visits/{id}/letters',
    'GET /v1/visits/{id}/letters/{number}',
    'POST /v1/visits/{id}/letters/{number}/copy',
    'GET /v1/visits/{id}/letters/{number}/copy',
  ],
  'talent-api': ['GET /v1/speakers', 'GET /v1/speakers/{id}', 'POST /v1/speakers/{id}/permission'],
  'organisations-api': [
    'GET /v1/organisations',
    'POST /v1/organisations',
    'GET /v1/organisations/{id}',
    'PATCH /v1/organisations/{id}',
    'POST /v1/organisations/{id}/merger',
    'GET /v1/organisations/{id}/robots',
    'POST /v1/organisations/{id}/robots',
    'POST /v1/organisations/{id}/robots/{robot}/removal',
  ],
  'people-api': [
    'GET /v1/people',
    'POST /v1/people',
    'GET /v1/people/{id}',
    'POST /v1/people/{id}/memberships',
    'POST /v1/people/{id}/departure',
    'POST /v1/people/{id}/delegations',
    'POST /v1/people/{id}/sign-out',
    'GET /v1/people/me/notices',
    'PATCH /v1/people/me/notices',
  ],
  'imports-api': ['POST /v1/imports/{of}'],
  'personal-api': ['GET /v1/people/{id}/data', 'POST /v1/people/{id}/correction', 'POST /v1/people/{id}/erasure'],
  'policy-api': ['GET /v1/policy', 'POST /v1/policy', 'POST /v1/policy/preview'],
  'reports-api': ['GET /v1/reports/statistics', 'GET /v1/pace'],
  'audit-api': ['GET /v1/audit'],
  'calendars-api': [
    'GET /v1/visits/{id}/calendar',
    'POST /v1/calendars',
    'GET /v1/calendars',
    'POST /v1/calendars/{id}/revocation',
    'GET /calendars/{file}',
  ],
  desk: DESK_PAGES,
  issuer: ISSUER_ROUTES,
  'meta-api': ['GET /v1/catalogue', 'GET /openapi.json', 'GET /health'],
};

/** By what the API is called; the desk's pages and the sign-in are no matter of other origins. */
const METHODS = [
  ...new Set(
    Object.values(ROUTES)
      .flat()
      .filter((route) => route.includes(' /v1/'))
      .map((route) => route.split(' ')[0]!),
  ),
];

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

/** What the functions of the API know of the deployment: whose tokens count, its secret, its address. */
export function apiEnvironment(scope: Construct) {
  const cursorSecret = new CfnParameter(scope, 'CursorSecret', {
    description: 'Signs page cursors and links in messages; any 32 random bytes in hex',
    noEcho: true,
    minLength: 32,
  });
  return { ...identityEnvironment(scope), CURSOR_SECRET: cursorSecret.valueAsString };
}

export interface ApiProps {
  table: Table;
  personalDataKey: Key;
  environment: Record<string, string>;
}

/** The HTTP API on its `$default` stage. Functions verify the JWT themselves, because roles come from the table. */
export function httpApi(scope: Construct, { table, personalDataKey, environment }: ApiProps): HttpApi {
  const integrations = (Object.keys(ROUTES) as FunctionProps['name'][]).map((name) => {
    const served = fn(scope, { name, table, personalDataKey, environment, timeout: Duration.seconds(29) });
    return { name, served, routes: ROUTES[name]!, integration: new HttpLambdaIntegration(`${name}-integration`, served) };
  });
  const api = new HttpApi(scope, 'Api', {
    description: 'Model worker visits',
    // What no route serves is refused in the same words as everything else.
    defaultIntegration: integrations.find(({ name }) => name === 'meta-api')!.integration,
    createDefaultStage: false,
  });
  allowOrigins(scope, api);
  api.addStage('DefaultStage', {
    autoDeploy: true,
    // Far more than the schools and unions of a city ask for, and far less than what would crowd out the rest of the account.
    throttle: { rateLimit: 200, burstLimit: 400 },
    accessLogSettings: { destination: new LogGroupLogDestination(logGroup(scope, 'Access')), format: ACCESS_LOG },
  });
  for (const { name, served, routes, integration } of integrations) {
    served.addEnvironment('API_URL', api.apiEndpoint);
    const own = name === 'issuer' ? issuerEnvironment(scope) : name === 'desk' ? deskEnvironment(scope) : {};
    for (const [key, value] of Object.entries(own)) served.addEnvironment(key, value);
    for (const route of routes) {
      const [method, path] = route.split(' ') as [HttpMethod, string];
      api.addRoutes({ path, methods: [method], integration });
    }
  }
  return api;
}

/**
 * Which pages of other origins may call the API from a browser: those that the operator names, each exactly, and none by default.
 * Without credentials, because a page sends its token itself and no cookie serves here.
 */
function allowOrigins(scope: Construct, api: HttpApi): void {
  const origins = new CfnParameter(scope, 'AllowedOrigins', {
    description: 'Origins whose pages may call the API, separated by commas; nobody by default',
    type: 'CommaDelimitedList',
    default: '',
    allowedPattern: '^(https://[a-z0-9.-]+(:[0-9]{1,5})?)?$',
    constraintDescription: 'each like https://visits.example.cn',
  });
  const some = new CfnCondition(scope, 'SomeOrigins', {
    expression: Fn.conditionNot(Fn.conditionEquals(Fn.join('', origins.valueAsList), '')),
  });
  const cors: CfnApi.CorsProperty = {
    allowOrigins: origins.valueAsList,
    allowMethods: METHODS,
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
    exposeHeaders: ['etag', 'location', 'retry-after'],
    allowCredentials: false,
    maxAge: 600,
  };
  (api.node.defaultChild as CfnApi).addPropertyOverride(
    'CorsConfiguration',
    Fn.conditionIf(some.logicalId, capitalised(cors), Aws.NO_VALUE),
  );
}

/** The words of the template, which an override does not translate. */
const capitalised = (properties: object) =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name[0]!.toUpperCase() + name.slice(1), value]));
