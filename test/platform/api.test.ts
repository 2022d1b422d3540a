import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler as meta } from '../../functions/meta/meta-api.handler.ts';
import { handler as talent } from '../../functions/talent/talent-api.handler.ts';
import { handler as visits } from '../../functions/visits/visits-api.handler.ts';
import { cityItems } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { asked } from '../support/wish.ts';

process.env.CURSOR_SECRET = 'a secret of thirty-two characters';
const table = fakeTable();
const oidc = issuer();
const lines: string[] = [];
beforeEach(() => {
  table.fill([...cityItems(), ...identityItems()]);
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
});
afterEach(() => void vi.restoreAllMocks());

type Request = NonNullable<Parameters<typeof send>[3]>;
const post = async (request: Request) => send(visits, 'POST', '/v1/visits', { token: await oidc.token('teacher'), ...request });

/** What every answer says to a browser. */
const SECURE = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
  'x-content-type-options': 'nosniff',
};

/** Every refusal is a problem in two languages that no cache keeps and no browser interprets. */
function expectProblem(answer: Awaited<ReturnType<typeof send>>, status: number, type: string) {
  expect(answer).toMatchObject({ status, body: { status, type } });
  expect(answer.type).toBe('application/problem+json; charset=utf-8');
  expect(answer.headers).toMatchObject(SECURE);
  expect(answer.body.zh).toMatch(/\p{Script=Han}/u);
  expect(answer.body.en).toMatch(/[a-z]/);
}

describe('what cannot be read is refused, and nothing is written:', () => {
  afterEach(() => expect(table.under('VISIT')).toEqual([]));

  test.each([
    ['no JSON', { body: '{"a":' }],
    ['nothing', { body: '' }],
    ['no UTF-8', { bytes: Buffer.from([0x22, 0xff, 0x22]) }],
  ])('%s: 400', async (_, given) => {
    expectProblem(await post(given), 400, 'not-json');
  });

  test('more than 64 KB: 413, counted in bytes, whether plain or base64', async () => {
    const notes = '活'.repeat(22_000);
    for (const base64 of [false, true]) expectProblem(await post({ body: asked({ notes }), base64 }), 413, 'too-large');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', '', 'application/jsonp'])(
    'the type “%s”: 415',
    async (type) => {
      expectProblem(await post({ body: asked(), headers: { 'content-type': type } }), 415, 'unsupported-media-type');
    },
  );

  test('a malformed Idempotency-Key: 400', async () => {
    expectProblem(await post({ body: asked(), headers: { 'idempotency-key': 'with blanks' } }), 400, 'malformed-header');
  });

  test('fields that cannot be accepted: 422 with every one of them', async () => {
    const answer = await post({ body: asked({ mode: 'by-post', colour: 1 }) });
    expectProblem(answer, 422, 'validation');
    expect(answer.body.errors.map(({ path, code }: Record<string, string>) => `${path} ${code}`)).toEqual([
      'mode value',
      'colour unknown-field',
    ]);
  });

  test('who has not signed in: 401, before anything else is looked at', async () => {
    const answer = await send(visits, 'POST', '/v1/visits', { body: 'no JSON' });
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  test('who may never ask: 403', async () => {
    expectProblem(await post({ body: asked(), token: await oidc.token('manager') }), 403, 'forbidden');
  });
});

test('a JSON type with a character set or a suffix is fine', async () => {
  for (const type of ['application/json; charset=utf-8', 'application/merge-patch+json'])
    expect((await post({ body: asked(), headers: { 'content-type': type } })).status).toBe(422);
});

describe('“not found” is said', () => {
  test.each([
    ['GET', '/v1/nothing'],
    ['DELETE', '/v1/visits'],
    ['GET', '/'],
    ['GET', '/v1/visits/v9/timeline/x'],
  ])('to %s %s, which is no route', async (method, path) => {
    expectProblem(await send(meta, method, path, { token: await oidc.token('teacher') }), 404, 'not-found');
  });

  test('to an id that nobody knows, in the same words as to one that is not theirs', async () => {
    const token = await oidc.token('stranger');
    const unknown = await send(talent, 'GET', '/v1/speakers/s99', { token });
    const foreign = await send(talent, 'GET', '/v1/speakers/s1', { token });
    expectProblem(unknown, 404, 'not-found');
    expect(foreign).toEqual(unknown);
  });

  test('to an id written in percent signs that mean nothing', async () => {
    const answer = await send(visits, 'GET', '/v1/visits/%E0%A4%A', { token: await oidc.token('teacher') });
    expectProblem(answer, 404, 'not-found');
  });
});

describe('when something breaks', () => {
  test('the client is told nothing of it, and the log keeps the stack', async () => {
    vi.stubEnv('TABLE_NAME', '');
    const answer = await send(meta, 'GET', '/health');
    vi.unstubAllEnvs();
    expectProblem(answer, 500, 'internal');
    expect(JSON.stringify(answer)).not.toContain('TABLE_NAME');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'error', stack: expect.any(Array) }]);
  });
});

describe('anybody may ask', () => {
  test('for the health of the service and for the OpenAPI document, and for nothing else', async () => {
    expect((await send(meta, 'GET', '/health')).body).toEqual({ status: 'ok' });
    expect((await send(meta, 'GET', '/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
    expectProblem(await send(meta, 'GET', '/v1/catalogue'), 401, 'unauthenticated');
  });
});

test('a list of visits may reach to the end of time', async () => {
  const token = await oidc.token('teacher');
  const query = { from: '0001-01-01', to: '9999-12-31' };
  expect((await send(visits, 'GET', '/v1/visits', { token, query })).body).toEqual({ visits: [] });
});

test('what is answered is no more for browsers to keep, frame, guess at or tell others of than a refusal is', async () => {
  const token = await oidc.token('teacher');
  for (const [handler, path] of [
    [meta, '/health'],
    [meta, '/openapi.json'],
    [visits, '/v1/visits'],
  ] as const)
    expect((await send(handler, 'GET', path, { token })).headers).toMatchObject(SECURE);
});
