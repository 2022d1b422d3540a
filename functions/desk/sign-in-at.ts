import * as z from 'zod/mini';
import { isOn, PATHS, WEB_CLIENT } from '../identity/issuer-settings.ts';
import { env } from '../platform/env.ts';
import { publicUrl } from '../platform/public-url.ts';

/** Where people sign in for the desk, as which public client, and where a code becomes a token. */
export interface SignInAt {
  authorization: string;
  token: string;
  client: string;
  scope: string;
  /** Another issuer's own page for leaving: ours needs none, because its cookie is of this host. */
  leaving?: string | undefined;
}

/** Our own issuer where it is on; else the one that the city names, which publishes where it is asked. */
export async function signInAt(): Promise<SignInAt> {
  if (isOn())
    return {
      authorization: new URL(PATHS.authorization, publicUrl()).href,
      // From inside the API is reached by its own address.
      token: new URL(PATHS.token, env('API_URL')).href,
      ...{ client: WEB_CLIENT, scope: 'openid' },
    };
  const { authorization_endpoint, token_endpoint, end_session_endpoint } = await discovered();
  return {
    ...{ authorization: authorization_endpoint, token: token_endpoint, leaving: end_session_endpoint },
    ...{ client: env('DESK_CLIENT_ID'), scope: process.env.DESK_SCOPE || 'openid' },
  };
}

const Discovery = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  end_session_endpoint: z.optional(z.url()),
});
type Discovery = z.infer<typeof Discovery>;

let known: Promise<Discovery> | undefined;

/** Read once; what failed is tried again. */
function discovered(): Promise<Discovery> {
  known ??= read().catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function read(): Promise<Discovery> {
  const address = `${env('OIDC_ISSUER').replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return z.parse(Discovery, await answer.json());
}
