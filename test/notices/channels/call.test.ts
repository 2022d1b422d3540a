import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { AccessToken } from '../../../functions/notices/channels/access-token.ts';
import { type Caller, callerFor } from '../../../functions/notices/channels/call.ts';
import { NotDelivered } from '../../../functions/notices/channels/not-delivered.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A provider that answers so, and a way to call it. */
async function provider(answer: RequestListener, signal = AbortSignal.timeout(10_000)) {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call = callerFor(new Set([origin]), signal);
  return (path = '/', more = {}) => call(new URL(path, origin), { content: {}, ...more }).catch((error: NotDelivered) => error);
}

describe('an answer', () => {
  test('that is well is given back; the call has gone as JSON with the message’s id', async () => {
    const call = await provider((request, response) => {
      const { 'content-type': type, 'idempotency-key': id } = request.headers;
      response.end(JSON.stringify({ method: request.method, type, id }));
    });
    expect(JSON.parse((await call('/', { id: '洪城#1' })) as string)).toEqual({
      method: 'POST',
      type: 'application/json; charset=utf-8',
      id: encodeURIComponent('洪城#1'),
    });
  });

  test('that leads elsewhere is not followed', async () => {
    const asked: string[] = [];
    const call = await provider((request, response) => {
      asked.push(request.url!);
      response.writeHead(307, { location: '/other' }).end();
    });
    expect(await call('/send')).toMatchObject({ code: 'redirected', permanent: true });
    expect(asked).toEqual(['/send']);
  });

  test('is read up to 64 KB, and then the connection is closed', async () => {
    let written = 0;
    let closed: Promise<unknown> | undefined;
    const call = await provider((_, response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) written += 16_384;
      };
      response.on('drain', more).on('error', () => {});
      more();
    });
    expect(await call()).toMatchObject({ code: 'answer-too-large', permanent: true });
    await closed;
    expect(written).toBeGreaterThanOrEqual(65_536);
  });

  test.each([
    [400, true],
    [404, true],
    [401, false],
    [403, false],
    [408, false],
    [429, false],
    [500, false],
    [503, false],
  ])('of status %i stays: %s', async (status, permanent) => {
    const call = await provider((_, response) => response.writeHead(status).end('{}'));
    expect(await call()).toMatchObject({ code: `http-${status}`, permanent });
  });
});

describe('no answer', () => {
  test('in time ends the call', async () => {
    const patience = new AbortController();
    const call = await provider(() => patience.abort(), patience.signal);
    expect(await call()).toMatchObject({ code: 'timeout', permanent: false });
  });

  test('in the middle of an answer ends the call, too', async () => {
    const patience = new AbortController();
    const call = await provider((_, response) => {
      response.write('{', () => patience.abort());
    }, patience.signal);
    expect(await call()).toMatchObject({ code: 'timeout', permanent: false });
  });

  test('at all names only the network’s code', async () => {
    const call = await provider((request) => void request.socket.destroy());
    const error = await call();
    expect(error).toMatchObject({ code: 'ECONNRESET', permanent: false });
    expect((error as Error).message).toBe('ECONNRESET');
    expect((error as Error).cause).toBeUndefined();
  });
});

test('a target that may not be is not called', async () => {
  let calls = 0;
  const server = createServer(() => {
    calls += 1;
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const call = callerFor(new Set(), AbortSignal.timeout(10_000));
  for (const url of [
    `http://127.0.0.1:${port}/`,
    `https://127.0.0.1:${port}/`,
    `https://localhost:${port}/`,
    'https://localhost/',
  ])
    await expect(call(new URL(url), { content: {} }), url).rejects.toMatchObject({ code: 'target-refused', permanent: true });
  expect(calls).toBe(0);
});

describe('an access token', () => {
  const never: Caller = () => Promise.reject(new Error('not called'));
  /** Hands out t1, t2, …, each good for so long. */
  const tokens = (seconds = 7200) => {
    let n = 0;
    return new AccessToken(async () => {
      n += 1;
      return { token: `t${n}`, seconds };
    });
  };

  test('is fetched once for many calls, also at the same time', async () => {
    const token = tokens();
    const use = () => token.use(never, async (each) => each);
    expect(await Promise.all([use(), use(), use()])).toEqual(['t1', 't1', 't1']);
    expect(await use()).toBe('t1');
  });

  test('is fetched again before it runs out', async () => {
    const token = tokens(300);
    const use = () => token.use(never, async (each) => each);
    expect([await use(), await use()]).toEqual(['t1', 't2']);
  });

  test('that is no longer good is replaced once; what is wrong otherwise is not tried again', async () => {
    const token = tokens();
    const seen: string[] = [];
    const use = (code: string) =>
      token.use(never, async (each) => {
        seen.push(each);
        throw new NotDelivered(code, false);
      });
    await expect(use('errcode-42001')).rejects.toMatchObject({ code: 'errcode-42001' });
    await expect(use('errcode-45009')).rejects.toMatchObject({ code: 'errcode-45009' });
    expect(seen).toEqual(['t1', 't2', 't2']);
  });

  test('that could not be fetched is asked for again', async () => {
    let away = true;
    const token = new AccessToken(async () => {
      if (away) throw new NotDelivered('ECONNREFUSED', false);
      return { token: 't', seconds: 7200 };
    });
    await expect(token.use(never, async (each) => each)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    away = false;
    expect(await token.use(never, async (each) => each)).toBe('t');
  });
});
