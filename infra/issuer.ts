import { CfnParameter } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The issuer is a function of the same API, so that it has the same address, throttle and log. */
export const ISSUER_ROUTES = ['GET /.well-known/openid-configuration', 'ANY /oidc/{proxy+}'];

/**
 * Whose tokens the API accepts: by default those of the issuer that is deployed with it. A city that has one of its own names it, and
 * switches ours off: both read subjects from the same records.
 */
export function identityEnvironment(scope: Construct) {
  const own = new CfnParameter(scope, 'OwnIssuer', {
    description: 'Whether people sign in here, by phone and one-time code',
    allowedValues: ['on', 'off'],
    default: 'on',
  });
  const publicUrl = new CfnParameter(scope, 'PublicUrl', {
    description: 'The address that people see, where a domain stands before the API; else empty',
    default: '',
  });
  const audience = new CfnParameter(scope, 'OidcAudience', {
    description: 'The audience that tokens must be made for',
    default: 'model-worker-visits',
  });
  const issuer = new CfnParameter(scope, 'OidcIssuer', {
    description: 'Another OIDC issuer whose tokens are accepted; empty for none',
    default: '',
  });
  const jwksUri = new CfnParameter(scope, 'OidcJwksUri', {
    description: 'Where that issuer publishes its keys',
    default: '',
  });
  return {
    OWN_ISSUER: own.valueAsString,
    PUBLIC_URL: publicUrl.valueAsString,
    OIDC_AUDIENCE: audience.valueAsString,
    OIDC_ISSUER: issuer.valueAsString,
    OIDC_JWKS_URI: jwksUri.valueAsString,
  };
}

/** What only the issuer needs to know. */
export function issuerEnvironment(scope: Construct): Record<string, string> {
  const redirectUris = new CfnParameter(scope, 'WebRedirectUris', {
    description:
      'Where the web pages may be led back to after signing in, separated by commas; empty for a page that says it is done',
    default: '',
  });
  return { WEB_REDIRECT_URIS: redirectUris.valueAsString };
}

/** What the desk needs to know where people sign in at another issuer; its redirect address is the public one with /desk/signed-in. */
export function deskEnvironment(scope: Construct): Record<string, string> {
  const client = new CfnParameter(scope, 'DeskClientId', {
    description: 'As which public client (PKCE, no secret) the desk signs people in at the other issuer; empty with our own',
    default: '',
  });
  const deskScope = new CfnParameter(scope, 'DeskScope', {
    description: 'What the desk asks that issuer for, so that its access token is a JWT for the audience above',
    default: 'openid',
  });
  return { DESK_CLIENT_ID: client.valueAsString, DESK_SCOPE: deskScope.valueAsString };
}
