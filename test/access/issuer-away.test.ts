import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '../../functions/platform/problems.ts';

let server: Server;
let answer: { status: number; body: string };
beforeAll(async () => {
  server = createServer((_, response) => void response.writeHead(answer.status).end(answer.body));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  process.env.TABLE_NAME = 'table';
  process.env.OIDC_ISSUER = 'https://issuer.example';
  process.env.OIDC_AUDIENCE = 'visits';
  process.env.OIDC_JWKS_URI = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise<void>((closed) => void server.close(() => closed())));
// The keys are kept by the module.
beforeEach(() => void vi.resetModules());

test.each([
  ['fails', { status: 500, body: '' }],
  ['answers something else than keys', { status: 200, body: '{"keys":"none"}' }],
])('when the issuer %s, nobody is told to sign in again: it is a fault', async (_, given) => {
  answer = given;
  const { authenticate } = await import('../../functions/access/authenticate.ts');
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));
  const es256 = `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${token.split('.').slice(1).join('.')}`;
  const error = await authenticate(`Bearer ${es256}`).catch((caught: Error) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(Problem);
});
