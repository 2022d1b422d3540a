import { createRemoteJWKSet, decodeJwt, type JWTVerifyGetKey } from 'jose';

/** An issuer whose tokens are accepted, and its published keys. */
export interface Issuer {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

let known: Issuer[] | undefined;

/**
 * The issuers that the template names: our own, another one by configuration, or both. Each has keys of its own, fetched when they
 * are first needed, kept for ten minutes, and fetched again for a key that is not among them (at most every half minute).
 */
export function issuers(): readonly Issuer[] {
  known ??= configured(process.env).map(({ issuer, jwksUri }) => ({ issuer, keys: createRemoteJWKSet(new URL(jwksUri)) }));
  if (known.length === 0) throw new Error('no issuer is configured: OWN_ISSUER, or OIDC_ISSUER with OIDC_JWKS_URI');
  return known;
}

/** Whose keys a token is held against: those of the issuer it names, which is then verified with all the rest. */
export function issuerOf(token: string, among: readonly Issuer[]): Issuer {
  const named = claimedIssuer(token);
  return among.find(({ issuer }) => issuer === named) ?? among[0]!;
}

function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function configured(env: NodeJS.ProcessEnv): { issuer: string; jwksUri: string }[] {
  const { OWN_ISSUER, PUBLIC_URL, API_URL, OIDC_ISSUER, OIDC_JWKS_URI } = env;
  const own = (PUBLIC_URL || API_URL || '').replace(/\/$/, '');
  return [
    ...(OIDC_ISSUER && OIDC_JWKS_URI ? [{ issuer: OIDC_ISSUER, jwksUri: OIDC_JWKS_URI }] : []),
    ...(OWN_ISSUER === 'on' && own ? [{ issuer: own, jwksUri: `${own}/oidc/jwks` }] : []),
  ];
}
