import { afterEach, expect, test } from 'vitest';
import { Activity } from '../../../local/activity.ts';
import { VirtualClock } from '../../../local/clock.ts';
import type { Outcome } from '../../../local/functions/instance.ts';
import { HttpFront } from '../../../local/http/front.ts';
import type { ApiModel } from '../../../local/template/model.ts';

const scope = { stack: 's', region: 'us-east-1', accountId: '111111111111', partition: 'aws', urlSuffix: 'amazonaws.com' };
const fronts: HttpFront[] = [];
afterEach(() => Promise.all(fronts.splice(0).map((front) => front.stop())));

type Event = Record<string, unknown> & { requestContext: Record<string, unknown> };

async function front(answer: (event: Event) => unknown, api: Partial<ApiModel> = {}, timeoutMilliseconds = 30_000) {
  const opened = await HttpFront.listen(0);
  fronts.push(opened);
  const activity = new Activity();
  const keys = ['GET /v1/visits/{id}', 'POST /v1/visits'];
  const routes = keys.map((key) => ({ logicalId: key, key, functionArn: 'fn', timeoutMilliseconds }));
  opened.open(
    {
      api: { logicalId: 'Api', id: 'api', name: 'Api', routes, ...api },
      scope,
      clock: new VirtualClock(activity, 365 * 86_400_000),
      activity,
      invoke: async (_arn, event) => {
        const result = await answer(event as Event);
        return (result as Outcome & { error?: unknown })?.error ? (result as Outcome) : { payload: result };
      },
    },
    async () => undefined,
  );
  return opened.url;
}

test('a request arrives in payload format 2.0', async () => {
  let event: Event | undefined;
  const url = await front((given) => {
    event = given;
    return {};
  });
  const headers = { Cookie: 'a=1; b=2', 'X-Thing': 'x', 'user-agent': 'school' };
  await fetch(`${url}/v1/visits/%E7%84%8A?tag=a&tag=b&text=%E7%84%8A%20x&__proto__=1`, { headers });
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'GET /v1/visits/{id}',
    rawPath: '/v1/visits/焊',
    rawQueryString: 'tag=a&tag=b&text=%E7%84%8A%20x&__proto__=1',
    queryStringParameters: { tag: 'a,b', text: '焊 x' },
    pathParameters: { id: '焊' },
    cookies: ['a=1', 'b=2'],
    headers: { 'x-thing': 'x', 'user-agent': 'school' },
    requestContext: {
      accountId: '111111111111',
      stage: '$default',
      routeKey: 'GET /v1/visits/{id}',
      http: { method: 'GET', path: '/v1/visits/焊', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'school' },
    },
    isBase64Encoded: false,
  });
  expect(event?.headers).not.toHaveProperty('cookie');
  expect(event).not.toHaveProperty('body');
  expect(event?.requestContext.timeEpoch).toBeGreaterThan(Date.now() + 364 * 86_400_000);
  expect(event?.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
});

test.each([
  ['application/json', '{"a":"焊"}', '{"a":"焊"}', false],
  ['application/merge-patch+json; charset=utf-8', '{}', '{}', false],
  ['application/octet-stream', 'abc', 'YWJj', true],
])('a body of %s arrives as it should', async (type, body, expected, isBase64Encoded) => {
  let event: Event | undefined;
  const url = await front((given) => {
    event = given;
    return {};
  });
  await fetch(`${url}/v1/visits`, { method: 'POST', headers: { 'content-type': type }, body });
  expect(event).toMatchObject({ body: expected, isBase64Encoded });
});

test('a full answer is sent as it is', async () => {
  const url = await front(() => ({
    statusCode: 201,
    headers: { Location: '/v1/visits/7', 'Content-Type': 'image/png' },
    cookies: ['a=1', 'b=2'],
    body: Buffer.from([0, 255]).toString('base64'),
    isBase64Encoded: true,
  }));
  const response = await fetch(`${url}/v1/visits/1`);
  expect(response.status).toBe(201);
  expect(response.headers.get('location')).toBe('/v1/visits/7');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255]);
});

test('a bare object is the JSON of a 200', async () => {
  const response = await fetch(`${await front(() => ({ id: '焊' }))}/v1/visits/1`);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect([response.status, await response.json()]).toEqual([200, { id: '焊' }]);
});

test.each<[string, number, unknown]>([
  ['a function that fails', 500, { error: { errorType: 'Error', errorMessage: 'secret' } }],
  ['an answer that is none', 500, { statusCode: 'soon' }],
  ['a body that is not text', 500, { statusCode: 200, body: { a: 1 } }],
])('%s becomes %i without saying why', async (_, status, answer) => {
  const response = await fetch(`${await front(() => answer)}/v1/visits/1`);
  expect([response.status, await response.json()]).toEqual([status, { message: 'Internal Server Error' }]);
});

test('a function that does not answer in time becomes 503', async () => {
  const response = await fetch(`${await front(() => new Promise(() => {}), {}, 1)}/v1/visits/1`);
  expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }]);
});

test('what has no route is not found, and reaches no function', async () => {
  const url = await front(() => {
    throw new Error('reached');
  });
  for (const [method, path] of [
    ['DELETE', '/v1/visits/1'],
    ['OPTIONS', '/v1/visits/1'],
    ['HEAD', '/v1/visits/1'],
    ['GET', '/'],
  ]) {
    const response = await fetch(`${url}${path}`, { method });
    expect(response.status).toBe(404);
    expect(await response.text()).toBe(method === 'HEAD' ? '' : '{"message":"Not Found"}');
  }
});

test('a body over 10 MB is refused', async () => {
  const response = await fetch(`${await front(() => ({}))}/v1/visits`, {
    method: 'POST',
    body: 'x'.repeat(10 * 1024 * 1024 + 1),
  });
  expect(response.status).toBe(413);
});

test('with CORS a preflight is answered by the gateway, and answers carry the origin', async () => {
  const cors = {
    allowOrigins: ['https://city.example'],
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization'],
    exposeHeaders: ['etag'],
    allowCredentials: false,
    maxAge: 60,
  };
  const url = await front(() => ({ statusCode: 200, headers: { 'access-control-allow-origin': 'https://else.example' } }), {
    cors,
  });
  const asked = { origin: 'https://city.example', 'access-control-request-method': 'POST' };
  const preflight = await fetch(`${url}/v1/visits`, { method: 'OPTIONS', headers: asked });
  expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'GET,POST']);
  const answer = await fetch(`${url}/v1/visits/1`, { headers: { origin: 'https://city.example' } });
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://city.example');
  expect(answer.headers.get('access-control-expose-headers')).toBe('etag');
});
