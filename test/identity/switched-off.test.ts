import { expect, test } from 'vitest';
import { handler } from '../../functions/identity/issuer.handler.ts';
import { send } from '../support/http.ts';

test.each(['/.well-known/openid-configuration', '/oidc/auth', '/oidc/jwks'])(
  'where a city has an issuer of its own, %s of ours is not found',
  async (path) => {
    process.env.OWN_ISSUER = 'off';
    expect(await send(handler as never, 'GET', path)).toMatchObject({ status: 404, body: { type: 'not-found' } });
  },
);
