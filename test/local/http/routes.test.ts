import { expect, test } from 'vitest';
import { Routes } from '../../../local/http/routes.ts';

const keys = [
  'GET /pets/dog/1',
  'GET /pets/dog/{id}',
  'GET /pets/{proxy+}',
  'ANY /{proxy+}',
  'GET /v1/visits/{id}',
  'ANY /v1/visits/{id}',
  'POST /v1/visits/{id}/cancel',
  'GET /v1/visits/mine',
  '$default',
];
const routes = (chosen = keys) =>
  new Routes(chosen.map((key) => ({ logicalId: key, key, functionArn: key, timeoutMilliseconds: 30_000 })));

test.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
  ['GET', '/pets/cat/1', 'GET /pets/{proxy+}'],
  ['POST', '/test/5', 'ANY /{proxy+}'],
  ['GET', '/v1/visits/7', 'GET /v1/visits/{id}'],
  ['HEAD', '/v1/visits/7', 'ANY /v1/visits/{id}'],
  ['GET', '/v1/visits/mine', 'GET /v1/visits/mine'],
  ['POST', '/v1/visits/7/cancel', 'POST /v1/visits/{id}/cancel'],
  ['GET', '/v1/visits/', 'ANY /{proxy+}'],
  ['GET', '/', '$default'],
])('%s %s goes to %s', (method, path, key) => {
  expect(routes().match(method, path)?.route.key).toBe(key);
});

test('a variable is decoded, a slash within it stays one value', () => {
  expect(routes().match('GET', '/v1/visits/%E7%A4%BA%2F%E4%BE%8B')?.pathParameters).toEqual({ id: '示/例' });
  expect(routes().match('GET', '/pets/cat/a%20b/c')?.pathParameters).toEqual({ proxy: 'cat/a b/c' });
  expect(routes().match('GET', '/v1/visits/100%')?.pathParameters).toEqual({ id: '100%' });
});

test('without $default there may be no route', () => {
  expect(routes(['GET /v1/visits']).match('POST', '/v1/visits')).toBe(undefined);
  expect(routes(['GET /v1/visits']).match('GET', '/v1/visits/1')).toBe(undefined);
  expect(routes(['GET /v1/visits/{id}']).match('GET', '/v1/visits')).toBe(undefined);
});
