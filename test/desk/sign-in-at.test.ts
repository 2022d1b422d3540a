import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const OTHERS = {
  issuer: 'https://issuer.example',
  authorization_endpoint: 'https://issuer.example/authorize',
  token_endpoint: 'https://issuer.example/token',
  end_session_endpoint: 'https://issuer.example/leave',
};
let answers: (() => Response)[];
const asked: string[] = [];

beforeEach(() => {
  vi.resetModules();
  asked.length = 0;
  answers = [];
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(String(address));
    return answers.shift()?.() ?? Response.json(OTHERS);
  });
  const environment = { API_URL: 'https://api.example', PUBLIC_URL: 'https://visits.example', CURSOR_SECRET: 'x'.repeat(32) };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const another = () => {
  for (const [name, value] of Object.entries({
    OWN_ISSUER: 'off',
    OIDC_ISSUER: 'https://issuer.example/',
    DESK_CLIENT_ID: 'desk',
  }))
    vi.stubEnv(name, value);
};

test('with our own issuer nothing is looked up', async () => {
  vi.stubEnv('OWN_ISSUER', 'on');
  const { signInAt } = await import('../../functions/desk/sign-in-at.ts');
  expect(await signInAt()).toMatchObject({
    authorization: 'https://visits.example/oidc/auth',
    token: 'https://api.example/oidc/token',
  });
  expect(asked).toEqual([]);
});

test('another issuer says once where it is asked; what failed is tried again', async () => {
  another();
  answers = [() => new Response('', { status: 503 })];
  const { signInAt } = await import('../../functions/desk/sign-in-at.ts');
  await expect(signInAt()).rejects.toThrow('503');
  const found = await signInAt();
  expect(await signInAt()).toEqual(found);
  expect(found).toMatchObject({
    token: OTHERS.token_endpoint,
    client: 'desk',
    scope: 'openid',
    leaving: OTHERS.end_session_endpoint,
  });
  expect(asked).toEqual(Array(2).fill('https://issuer.example/.well-known/openid-configuration'));
});

test('somebody is led there with a challenge, and comes back to the page that was wanted', async () => {
  another();
  const { beginSignIn, endSignIn } = await import('../../functions/desk/session.ts');
  const { headers, cookies } = await beginSignIn('/desk/visits');
  const address = new URL(String(headers!.location));
  const { state, redirect_uri, client_id, code_challenge_method } = Object.fromEntries(address.searchParams);
  expect([address.origin + address.pathname, redirect_uri, client_id, code_challenge_method]).toEqual([
    ...['https://issuer.example/authorize', 'https://visits.example/desk/signed-in', 'desk', 'S256'],
  ]);
  answers = [() => Response.json({ access_token: 'a.b.c', token_type: 'Bearer' })];
  const back = await endSignIn([cookies![0]!.split(';')[0]!], { code: 'the-code', state });
  expect([back.headers!.location, back.cookies![0]]).toEqual(['/desk/visits', expect.stringContaining('__Host-desk=a.b.c;')]);
  expect(asked.at(-1)).toBe('https://issuer.example/token');
});
