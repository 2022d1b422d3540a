import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** The local issuer of tokens. Its name does not depend on the port, so that a token outlives a restart. */
export const ISSUER = 'https://local.invalid/issuer';
export const AUDIENCE = 'model-worker-visits';

export interface Tokens {
  readonly jwks: { keys: JWK[] };
  /** A token for the person, good for one year from `now`. */
  sign(personId: string, now: number): Promise<string>;
}

/** @param keyPath where the private key is kept, readable by its owner only; absent: a key for this run */
export async function openTokens(keyPath?: string): Promise<Tokens> {
  const secret = await privateKey(keyPath);
  const { d: _, ...open } = secret;
  const kid = await calculateJwkThumbprint(open);
  const key = await importJWK(secret, 'ES256');
  return {
    jwks: { keys: [{ ...open, kid, alg: 'ES256', use: 'sig' }] },
    sign: (personId, now) => {
      const seconds = Math.floor(now / 1000);
      const expires = new Date(now);
      expires.setUTCFullYear(expires.getUTCFullYear() + 1);
      return new SignJWT()
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
        .setSubject(personId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(seconds)
        .setExpirationTime(Math.floor(expires.getTime() / 1000))
        .sign(key);
    },
  };
}

async function privateKey(path: string | undefined): Promise<JWK> {
  if (path !== undefined && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as JWK;
  const { privateKey: key } = await generateKeyPair('ES256', { extractable: true });
  const made = await exportJWK(key);
  if (path !== undefined) {
    writeFileSync(path, JSON.stringify(made), { mode: 0o600 });
    chmodSync(path, 0o600);
  }
  return made;
}
