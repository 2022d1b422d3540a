import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { env } from '../platform/env.ts';
import { identityKey, personKey } from '../platform/keys.ts';
import { Unauthenticated } from '../platform/problems.ts';
import { get } from '../platform/table.ts';
import { Person } from './person.ts';

/** Where a token's subject leads: to a person of one city. */
export const Identity = z.object({ city: z.string(), person: z.string() });

const ALGORITHMS = ['RS256', 'ES256', 'PS256', 'EdDSA'];
let keySet: JWTVerifyGetKey | undefined;

/**
 * The person behind `Authorization: Bearer …`: a JWT of the configured OIDC issuer (signature, issuer, audience, expiry,
 * algorithm), then the person's record from the table.
 * @throws Unauthenticated for whatever is wrong with it, without saying what.
 */
export async function authenticate(authorization: string | undefined): Promise<Person> {
  const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw new Unauthenticated();
  const identity = await get(Identity, identityKey(await subjectOf(token)));
  const person = identity && (await get(Person, personKey(identity.city, identity.person)));
  if (!person) throw new Unauthenticated();
  return person;
}

async function subjectOf(token: string): Promise<string> {
  keySet ??= createRemoteJWKSet(new URL(env('OIDC_JWKS_URI')));
  try {
    const { payload } = await jwtVerify(token, keySet, {
      issuer: env('OIDC_ISSUER'),
      audience: env('OIDC_AUDIENCE'),
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp'],
    });
    return payload.sub ?? '';
  } catch (error) {
    if (error instanceof errors.JOSEError && !isIssuersFault(error)) throw new Unauthenticated();
    throw error;
  }
}

/** The issuer does not answer, or not with keys: no reason to send people away to sign in again. */
const isIssuersFault = ({ code }: errors.JOSEError) =>
  [errors.JOSEError.code, errors.JWKSTimeout.code, errors.JWKSInvalid.code].includes(code);
