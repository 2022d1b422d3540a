import { createHmac, randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** How a request identifies itself: by nobody, by a stranger, or by something that only looks like a token of the city's union. */
export const FORGERIES = [
  ...['none', 'empty', 'garbage', 'basic', 'alg-none', 'alg-None', 'no-signature', 'other-subject', 'other-signature'],
  ...['public-key-as-secret', 'own-key', 'own-key-in-header', 'own-key-by-url', 'long', 'two', 'critical'],
] as const;
export type Forgery = (typeof FORGERIES)[number];

const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Forged and altered tokens.
 * @param good a token that a stranger really has, @param victim as whom they would like to act
 */
export async function forge(url: string, good: string, victim: string): Promise<Record<Forgery, string | undefined>> {
  const [head = '', body = '', signature = ''] = good.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const header = JSON.parse(Buffer.from(head, 'base64url').toString());
  const wished = coded({ ...claims, sub: victim });
  const { keys } = (await (await fetch(`${url}/_local/jwks.json`)).json()) as { keys: object[] };
  const own = await generateKeyPair('ES256', { extractable: true });
  const sign = (more: object) =>
    new SignJWT({ ...claims, sub: victim }).setProtectedHeader({ ...header, ...more }).sign(own.privateKey);
  const symmetric = `${coded({ ...header, alg: 'HS256' })}.${wished}`;
  const mac = createHmac('sha256', JSON.stringify(keys[0])).update(symmetric).digest('base64url');
  const bearer = (token: string) => `Bearer ${token}`;
  return {
    none: undefined,
    empty: 'Bearer ',
    garbage: bearer(randomBytes(40).toString('base64url')),
    basic: `Basic ${good}`,
    'alg-none': bearer(`${coded({ alg: 'none', typ: 'JWT' })}.${wished}.`),
    'alg-None': bearer(`${coded({ ...header, alg: 'nOnE' })}.${wished}.${signature}`),
    'no-signature': bearer(`${head}.${wished}.`),
    'other-subject': bearer(`${head}.${wished}.${signature}`),
    'other-signature': bearer(`${head}.${body}.${Buffer.alloc(64).toString('base64url')}`),
    'public-key-as-secret': bearer(`${symmetric}.${mac}`),
    'own-key': bearer(await sign({})),
    'own-key-in-header': bearer(await sign({ jwk: await exportJWK(own.publicKey) })),
    'own-key-by-url': bearer(await sign({ jku: `${url}/v1/catalogue`, kid: '../../../dev/null' })),
    long: bearer('a'.repeat(6_000)),
    two: `Bearer ${good}, Bearer ${good}`,
    critical: bearer(await sign({ crit: ['exp'], b64: false }).catch(() => `${head}.${wished}.${signature}`)),
  };
}
