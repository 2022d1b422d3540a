import { env } from '../platform/env.ts';
import { publicUrl } from '../platform/public-url.ts';

/** The one public client: the web pages. It has no secret; PKCE binds a code to the browser that asked for it. */
export const WEB_CLIENT = 'model-worker-visits-web';

/** How long a device is remembered: so long nobody types a code on it again. */
export const REMEMBERED_SECONDS = 90 * 24 * 3600;

/** Whether this deployment issues tokens itself. */
export const isOn = (): boolean => env('OWN_ISSUER') === 'on';

/** The issuer's name and address: the API's own address, or the domain that stands before it. */
export const issuerUrl = publicUrl;

/** Bound to this host by their names: browsers take such a cookie only with `Secure`, for the whole host, and from no other. */
export const COOKIES = { session: '__Host-session', interaction: '__Host-sign-in', resume: '__Host-resume' } as const;

/** Where its routes are. */
export const PATHS = {
  authorization: '/oidc/auth',
  token: '/oidc/token',
  jwks: '/oidc/jwks',
  end_session: '/oidc/sign-out',
  signIn: '/oidc/sign-in',
  signedIn: '/oidc/signed-in',
  /** Where the desk is led back to (functions/desk/). */
  desk: '/desk/signed-in',
} as const;

/** Where the web pages may be led back to after signing in: the desk, and by default a page that only says that it is done. */
export const redirectUris = (): string[] => {
  const given = (process.env.WEB_REDIRECT_URIS ?? '').split(/[\s,]+/).filter(Boolean);
  return [...(given.length > 0 ? given : [`${issuerUrl()}${PATHS.signedIn}`]), `${issuerUrl()}${PATHS.desk}`];
};
