import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { identityKey } from '../../functions/platform/keys.ts';
import { CITY, cityItems } from '../support/city.ts';
import { identityItems } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

const table = fakeTable();
const OTHERS = 'https://issuer.example';
let server: Server;
let own: string;
let published: Record<string, Record<string, Pair>>;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const keys = published[request.url!] ?? {};
    const jwks = Object.entries(keys).map(async ([kid, { publicKey }]) => ({
      ...(await exportJWK(publicKey)),
      kid,
      alg: 'ES256',
    }));
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: await Promise.all(jwks) }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((closed) => void server.close(() => closed())));
beforeEach(async () => {
  vi.resetModules();
  vi.useRealTimers();
  table.fill([...cityItems(), ...identityItems()]);
  published = { '/oidc/jwks': { o1: await generateKeyPair('ES256') }, '/keys': { x1: await generateKeyPair('ES256') } };
  const environment = { OWN_ISSUER: 'on', API_URL: own, PUBLIC_URL: '', OIDC_ISSUER: OTHERS, OIDC_JWKS_URI: `${own}/keys` };
  Object.assign(process.env, { ...environment, OIDC_AUDIENCE: 'visits' });
});

const sign = (iss: string, kid: string, { privateKey }: Pair) =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(iss)
    .setAudience('visits')
    .setSubject('subject-teacher')
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(privateKey);

async function authenticated(token: string): Promise<string> {
  const { authenticate } = await import('../../functions/access/authenticate.ts');
  return authenticate(`Bearer ${token}`).then(
    ({ id }) => id,
    ({ name }) => name,
  );
}

test('tokens of both issuers are accepted, each with its own keys only', async () => {
  const { o1 } = published['/oidc/jwks']!;
  const { x1 } = published['/keys']!;
  expect(await authenticated(await sign(own, 'o1', o1!))).toBe('teacher');
  expect(await authenticated(await sign(OTHERS, 'x1', x1!))).toBe('teacher');
  expect(await authenticated(await sign(own, 'x1', x1!))).toBe('unauthenticated');
  expect(await authenticated(await sign(OTHERS, 'o1', o1!))).toBe('unauthenticated');
  expect(await authenticated(await sign('https://evil.example', 'x1', x1!))).toBe('unauthenticated');
});

test('ours is not accepted where it is switched off, another’s not where none is named', async () => {
  const tokens = [await sign(own, 'o1', published['/oidc/jwks']!.o1!), await sign(OTHERS, 'x1', published['/keys']!.x1!)];
  process.env.OWN_ISSUER = 'off';
  expect(await Promise.all(tokens.map(authenticated))).toEqual(['unauthenticated', 'teacher']);
  vi.resetModules();
  Object.assign(process.env, { OWN_ISSUER: 'on', OIDC_ISSUER: '', OIDC_JWKS_URI: '' });
  expect(await Promise.all(tokens.map(authenticated))).toEqual(['teacher', 'unauthenticated']);
});

test('a key that the issuer rotates in is fetched, though not at every forged token', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  expect(await authenticated(await sign(own, 'o1', published['/oidc/jwks']!.o1!))).toBe('teacher');
  const o2 = await generateKeyPair('ES256');
  published['/oidc/jwks'] = { ...published['/oidc/jwks'], o2 };
  expect(await authenticated(await sign(own, 'o2', o2))).toBe('unauthenticated');
  vi.setSystemTime(Date.now() + 31_000);
  expect(await authenticated(await sign(own, 'o2', o2))).toBe('teacher');
});

test('what was issued before somebody was signed out everywhere is refused, what comes after is not', async () => {
  const token = await sign(own, 'o1', published['/oidc/jwks']!.o1!);
  const { pk, sk } = identityKey('subject-teacher');
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  table.fill([...cityItems(), { pk, sk, city: CITY, person: 'teacher', signedOutAt: at(5) }]);
  expect(await authenticated(token)).toBe('unauthenticated');
  table.change(pk, sk, { signedOutAt: at(-60) });
  expect(await authenticated(token)).toBe('teacher');
});
