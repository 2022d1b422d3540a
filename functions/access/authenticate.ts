import { errors, type JWTPayload, jwtVerify } from 'jose';
import { env } from '../platform/env.ts';
import { identityKey, personKey } from '../platform/keys.ts';
import { Unauthenticated } from '../platform/problems.ts';
import { get } from '../platform/table.ts';
import { Identity, isSignedOut } from './identity.ts';
import { issuerOf, issuers } from './issuers.ts';
import { Person } from './person.ts';

const ALGORITHMS = ['RS256', 'ES256', 'PS256', 'EdDSA'];

/**
 * The person behind `Authorization: Bearer …`: a JWT of one of the configured OIDC issuers (signature, issuer, audience, expiry,
 * algorithm), then the person's record from the table.
 * @throws Unauthenticated for whatever is wrong with it, without saying what.
 */
export async function authenticate(authorization: string | undefined): Promise<Person> {
  const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw new Unauthenticated();
  const { sub, iat = 0 } = await verified(token);
  const identity = await get(Identity, identityKey(sub));
  const person = identity && !isSignedOut(identity, iat) && (await get(Person, personKey(identity.city, identity.person)));
  if (!person) throw new Unauthenticated();
  return person;
}

async function verified(token: string): Promise<JWTPayload & { sub: string }> {
  const { issuer, keys } = issuerOf(token, issuers());
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: env('OIDC_AUDIENCE'),
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp'],
    });
    return { ...payload, sub: payload.sub ?? '' };
  } catch (error) {
    if (error instanceof errors.JOSEError && !isIssuersFault(error)) throw new Unauthenticated();
    throw error;
  }
}

/** The issuer does not answer, or not with keys: no reason to send people away to sign in again. */
const isIssuersFault = ({ code }: errors.JOSEError) =>
  [errors.JOSEError.code, errors.JWKSTimeout.code, errors.JWKSInvalid.code].includes(code);
