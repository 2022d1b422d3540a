import { createHmac } from 'node:crypto';
import Provider, { type Configuration, interactionPolicy } from 'oidc-provider';
import { isSignedOut } from '../access/identity.ts';
import { env } from '../platform/env.ts';
import { log } from '../platform/log.ts';
import { toProblem } from '../platform/problem-json.ts';
import { NotFound } from '../platform/problems.ts';
import { identityOf } from './accounts.ts';
import { COOKIES, issuerUrl, PATHS, REMEMBERED_SECONDS, redirectUris, WEB_CLIENT } from './issuer-settings.ts';
import { type SigningKey, TOKEN_SECONDS } from './key-rotation.ts';
import { BEGIN_ANEW, messagePage, SIGNED_IN, SIGNED_OUT, securityHeaders, signOutPage } from './pages.ts';
import { show } from './show.ts';
import { signInPages } from './sign-in.ts';
import { signingKeys } from './signing-keys.ts';
import { StoredModel } from './stored-models.ts';

let current: { kids: string; provider: Provider } | undefined;

/** The OpenID provider with the keys that are valid now; made anew when they change. */
export async function provider(now: Date): Promise<Provider> {
  const keys = await signingKeys(now);
  const kids = keys.map(({ kid }) => kid).join();
  if (current?.kids !== kids) current = { kids, provider: make(keys) };
  return current.provider;
}

function make(keys: readonly SigningKey[]): Provider {
  const made = new Provider(issuerUrl(), configuration(keys));
  // The function stands behind API Gateway, which ends TLS; `serve` says which address people see.
  made.proxy = true;
  made.on('server_error', (_: unknown, error: Error) => log.error('the issuer failed', { error }));
  const headers = securityHeaders(redirectUris());
  made.use(async (ctx, next) => {
    ctx.set(headers);
    try {
      if (ctx.path.startsWith(`${PATHS.signIn}/`)) await signInPages(ctx, made);
      else if (ctx.path === PATHS.signedIn) show(ctx, 200, messagePage(SIGNED_IN));
      else await next();
      if (ctx.status === 404 && !ctx.body) throw new NotFound();
    } catch (error) {
      const problem = toProblem(error);
      ctx.set(problem.headers);
      show(ctx, problem.status, messagePage(problem));
    }
  });
  return made;
}

/** Only what signing in needs: the code flow with PKCE for one public client; tokens as JWTs; everything else is off. */
function configuration(keys: readonly SigningKey[]): Configuration {
  const api = `${issuerUrl()}/v1`;
  const off = { enabled: false };
  return {
    adapter: StoredModel,
    jwks: { keys: keys.map(({ kid, jwk }) => ({ ...jwk, kid, alg: 'ES256', use: 'sig' })) } as Configuration['jwks'],
    clients: [
      {
        client_id: WEB_CLIENT,
        client_name: '劳模工匠进校园',
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: redirectUris(),
        post_logout_redirect_uris: redirectUris(),
        id_token_signed_response_alg: 'ES256',
      },
    ],
    responseTypes: ['code'],
    scopes: ['openid'],
    pkce: { required: () => true },
    // As the client gave it, letter by letter; never guessed.
    allowOmittingSingleRegisteredRedirectUri: false,
    routes: {
      authorization: PATHS.authorization,
      token: PATHS.token,
      jwks: PATHS.jwks,
      end_session: PATHS.end_session,
    },
    features: {
      devInteractions: off,
      dPoP: off,
      pushedAuthorizationRequests: off,
      userinfo: off,
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, 200, signOutPage(form)),
        postLogoutSuccessSource: (ctx) => show(ctx, 200, messagePage(SIGNED_OUT)),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => api,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: env('OIDC_AUDIENCE'),
          accessTokenFormat: 'jwt',
          accessTokenTTL: TOKEN_SECONDS,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    ttl: {
      AccessToken: TOKEN_SECONDS,
      IdToken: TOKEN_SECONDS,
      AuthorizationCode: 60,
      Interaction: 30 * 60,
      Grant: REMEMBERED_SECONDS,
      // From the code on, not from the last visit: after ninety days the phone is asked for again.
      Session: (_, session) => {
        const now = Math.floor(Date.now() / 1000);
        return Math.max(1, (session.loginTs ?? now) + REMEMBERED_SECONDS - now);
      },
    },
    // A code lives a minute and a token a quarter of an hour, with the session or without it.
    expiresWithSession: () => false,
    cookies: {
      names: COOKIES,
      keys: [createHmac('sha256', env('CURSOR_SECRET')).update('cookies').digest('base64url')],
    },
    // `code`: what a token is asked for by. One that was given before somebody was signed out everywhere gives none any more.
    findAccount: async (_, subject, code) => {
      const identity = await identityOf(subject);
      if (!identity || (code && isSignedOut(identity, code.iat))) return undefined;
      return { accountId: subject, claims: () => ({ sub: subject }) };
    },
    // Whoever signs in to the city's own pages is not asked whether these pages may know who they are.
    loadExistingGrant: async (ctx) => {
      const [session, { clientId }, { Grant }] = [ctx.oidc.session!, ctx.oidc.client!, ctx.oidc.provider];
      const known = session.grantIdFor(clientId);
      const existing = known === undefined ? undefined : await Grant.find(known);
      if (existing) return existing;
      const grant = new Grant({ clientId, accountId: session.accountId! });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    interactions: { policy: policy(), url: (_, { uid }) => `${PATHS.signIn}/${uid}` },
    clientBasedCORS: (_, origin, client) => (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
    // What went wrong is a client's mistake or an old page; people are told what to do, developers the code.
    renderError: (ctx, { error }) => {
      ctx.set('x-error', error);
      show(ctx, ctx.status, messagePage(BEGIN_ANEW));
    },
  };
}

/** When a code is asked for: besides the usual reasons when the person's devices were signed out since this one signed in. */
function policy(): interactionPolicy.DefaultPolicy {
  const prompts = interactionPolicy.base();
  const signedOut = async (ctx: Parameters<interactionPolicy.Check['check']>[0]) => {
    const { accountId, loginTs = 0 } = ctx.oidc.session ?? {};
    if (!accountId) return false;
    const identity = await identityOf(accountId);
    return !identity || isSignedOut(identity, loginTs);
  };
  prompts.get('login')!.checks.add(new interactionPolicy.Check('signed_out', 'sign in again', 'login_required', signedOut));
  return prompts;
}
