import { createHash, createHmac, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import * as z from 'zod/mini';
import { COOKIES } from '../identity/issuer-settings.ts';
import type { Answer } from '../platform/api.ts';
import { env } from '../platform/env.ts';
import { isEqual } from '../platform/own-form.ts';
import { SessionOver } from '../platform/problems.ts';
import { publicUrl } from '../platform/public-url.ts';
import { DESK } from './paths.ts';
import { signInAt } from './sign-in-at.ts';

/**
 * Who is signed in at the desk: the issuer's token stands in a cookie that no script reads and no other site sends. When the token is over,
 * the issuer, which remembers the device, gives another without asking; the cookie stays a day, so that a form sent too late is known.
 */
const SESSION = '__Host-desk';
const SIGN_IN = '__Host-desk-sign-in';
/** In which language somebody reads. */
export const LANGUAGE = '__Host-language';
export const cookie = (name: string, value: string, seconds: number) =>
  `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;

const cookieIn = (cookies: readonly string[] | undefined, name: string): string | undefined =>
  cookies?.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);

/** The token of whoever is signed in; whether it is good, the API says. */
export function tokenIn(cookies: readonly string[] | undefined): string | undefined {
  const token = cookieIn(cookies, SESSION);
  return token === undefined || subjectOf(token) === undefined ? undefined : token;
}

function subjectOf(token: string): string | undefined {
  try {
    return decodeJwt(token).sub;
  } catch {
    return undefined;
  }
}

/** What forms of the desk carry: made for one person, so that one still counts when its sender had to sign in again meanwhile. */
export const csrfOf = (token: string): string =>
  createHmac('sha256', env('CURSOR_SECRET'))
    .update(JSON.stringify(['desk-form', subjectOf(token)]))
    .digest('base64url');

/** What a browser keeps while somebody signs in. */
const Begun = z.object({ state: z.string(), verifier: z.string(), to: z.string() });
const BEGUN_SECONDS = 30 * 60;

/** Only to pages of the desk. */
const own = (to: string | undefined): string =>
  to !== undefined && /^\/desk(?:[/?][\w\-./?=&%~+]*)?$/.test(to) && !/\/\/|\.\./.test(to) ? to : DESK.inbox;

const returnTo = () => `${publicUrl()}${DESK.signedIn}`;

/** Leads to the issuer, and afterwards back to the page that was wanted. */
export async function beginSignIn(to: string | undefined): Promise<Answer> {
  const [state, verifier] = [randomBytes(16).toString('base64url'), randomBytes(32).toString('base64url')];
  const begun = Buffer.from(JSON.stringify({ state, verifier, to: own(to) })).toString('base64url');
  const { authorization, client, scope } = await signInAt();
  const address = new URL(authorization);
  const asked = {
    ...{ client_id: client, response_type: 'code', scope, redirect_uri: returnTo(), state },
    ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
  };
  // What stands in the address already stays.
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return { statusCode: 303, headers: { location: address.href }, cookies: [cookie(SIGN_IN, begun, BEGUN_SECONDS)] };
}

const Tokens = z.object({ access_token: z.string() });
const SESSION_SECONDS = 24 * 3600;

/**
 * Exchanges what the issuer gave for a token, which only the browser that began can.
 * @throws SessionOver when this browser has begun no such sign-in, or the issuer knows of none
 */
export async function endSignIn(
  cookies: readonly string[] | undefined,
  { code, state }: Record<string, string | undefined>,
): Promise<Answer> {
  const begun = parsed(cookieIn(cookies, SIGN_IN));
  if (!begun || !code || !state || !isEqual(state, begun.state)) throw new SessionOver();
  const { token, client } = await signInAt();
  const answer = await fetch(token, {
    method: 'POST',
    signal: AbortSignal.timeout(10_000),
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', client_id: client, redirect_uri: returnTo() },
      ...{ code, code_verifier: begun.verifier },
    }),
  });
  const { success, data } = z.safeParse(Tokens, answer.ok ? await answer.json() : undefined);
  if (!success) throw new SessionOver();
  const session = cookie(SESSION, data.access_token, SESSION_SECONDS);
  return { statusCode: 303, headers: { location: own(begun.to) }, cookies: [session, cookie(SIGN_IN, '', 0)] };
}

function parsed(begun: string | undefined) {
  try {
    return z.safeParse(Begun, JSON.parse(Buffer.from(begun ?? '', 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

/** Forgets the token, and that the issuer knows this device: it stands on the same host. One press, and the next on this computer is nobody. */
export const signOut = (): Answer => ({
  statusCode: 303,
  headers: { location: DESK.signedOut },
  cookies: [SESSION, COOKIES.session, `${COOKIES.session}.sig`].map((name) => cookie(name, '', 0)),
});
