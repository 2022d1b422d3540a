import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { handler } from '../../functions/desk/desk.handler.ts';
import { csrfOf } from '../../functions/desk/session.ts';

const me = { id: 'p', name: '示例', memberships: [{ organisation: 'o', role: 'administrator' }] };
let answer: () => Response | Promise<Response>;
beforeEach(() => {
  vi.stubEnv('API_URL', 'https://api.example');
  vi.stubEnv('CURSOR_SECRET', 'x'.repeat(32));
  vi.stubGlobal('fetch', async (url: URL) => (url.pathname === '/v1/people/me' ? Response.json(me) : answer()));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const send = async (path: string, fields: Record<string, string>) => {
  const token = new UnsecuredJWT({}).setSubject('p').setExpirationTime('1h').encode();
  const event = {
    ...{ version: '2.0', rawPath: path, rawQueryString: '', cookies: [`__Host-desk=${token}`] },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    requestContext: { requestId: 'r', http: { method: 'POST', path } },
    body: String(new URLSearchParams({ csrf: csrfOf(token), ...fields })),
  };
  return handler(event as unknown as APIGatewayProxyEventV2, {} as never);
};

test.each([
  [
    'too often',
    () => Response.json({ status: 429, type: 'too-many-requests', zh: '请稍后', en: 'later' }, { status: 429 }),
    429,
  ],
  ['no answer', () => Promise.reject(new Error('away')), 503],
])('%s: a form of any page waits on the next one, to be sent again as it was', async (_, refuses, status) => {
  answer = refuses;
  for (const path of ['/desk/people/new', '/desk/people/x/roles', '/desk/settings']) {
    const { statusCode, body } = await send(path, { name: '示例<b>', text: '写了很久' });
    expect([path, statusCode]).toEqual([path, status]);
    expect(body).toContain('value="写了很久"');
    expect(body).toContain('value="示例&#60;b&#62;"');
    expect(body).toContain('再次提交');
  }
});
