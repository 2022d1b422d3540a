import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll } from 'vitest';
import { identityKey } from '../../functions/platform/keys.ts';
import type { Item } from '../../functions/platform/writes.ts';
import { CITY, people } from './city.ts';

export const ISSUER = 'https://issuer.example';
export const AUDIENCE = 'visits';

/** Everybody of the sample city signs in under their own name. */
export const identityItems = (): Item[] =>
  Object.keys(people).map((person) => ({ ...identityKey(`subject-${person}`), city: CITY, person }));

/** An OIDC issuer on this machine: signs tokens, and publishes its key where the functions look for it. */
export function issuer() {
  let server: Server;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let asked = 0;

  beforeAll(async () => {
    keys = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(keys.publicKey)), alg: 'ES256', kid: 'k1', use: 'sig' };
    server = createServer((_, response) => {
      asked++;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    process.env.OIDC_ISSUER = ISSUER;
    process.env.OIDC_AUDIENCE = AUDIENCE;
    process.env.OIDC_JWKS_URI = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  });
  afterAll(() => new Promise<void>((closed) => void server.close(() => closed())));

  return {
    asked: () => asked,
    keys: () => keys,
    /** A token for somebody of the sample city; `claims` replace the good ones, undefined leaves one out. */
    async token(
      person: keyof typeof people,
      claims: Record<string, unknown> = {},
      key: Parameters<SignJWT['sign']>[0] = keys.privateKey,
    ): Promise<string> {
      const now = Math.floor(Date.now() / 1000);
      const good = { iss: ISSUER, aud: AUDIENCE, sub: `subject-${person}`, iat: now, exp: now + 600 };
      const all = Object.fromEntries(Object.entries({ ...good, ...claims }).filter(([, value]) => value !== undefined));
      return new SignJWT(all).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(key);
    },
  };
}
