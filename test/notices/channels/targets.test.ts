import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkTarget, type Lookup, type Resolve } from '../../../functions/notices/channels/targets.ts';

const nobody = new Set<string>();
const refusal = expect.objectContaining({ code: 'target-refused', permanent: true });

const check = (url: string, trusted: ReadonlySet<string> = nobody, resolve?: Resolve) => {
  try {
    return checkTarget(new URL(url), trusted, resolve);
  } catch (error) {
    return error;
  }
};

/** Answers these, one after the other. */
const resolving = (...answers: string[][]) => {
  const left = [...answers];
  return vi.fn<Resolve>((_, found) => {
    const addresses = left.shift() ?? [];
    found(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  });
};

const asked = (lookup: Lookup, all: boolean) =>
  new Promise((resolve) => lookup('provider.example', { all }, (error, found) => resolve(error ?? found)));

describe('where a connection may go', () => {
  test.each([
    'https://provider.example/send?key=1',
    'https://provider.example:443/',
    'https://1.1.1.1/',
    'https://[2606:4700:4700::1111]/',
    'smtps://user:secret@mail.example:465',
    'smtp://user:secret@mail.example:587',
  ])('%s', (url) => expect(check(url)).toBeInstanceOf(Function));
});

describe('where none may go', () => {
  test.each([
    ['without TLS', 'http://provider.example/'],
    ['by another port', 'https://provider.example:8443/'],
    ['to a port that is not for mail', 'smtp://mail.example:6379'],
    ['among mail servers', 'smtp://mail.example:25'],
    ['with somebody’s name', 'https://user@provider.example/'],
    ['with a password', 'https://:secret@provider.example/'],
    ['by another protocol', 'ftp://provider.example/'],
    ['to a file', 'file:///etc/passwd'],
    ['to this machine', 'https://127.0.0.1/'],
    ['to this machine, written otherwise', 'https://0x7f.1/'],
    ['to this machine, as a number', 'https://2130706433/'],
    ['to this machine, in octal', 'https://0177.0.0.1/'],
    ['to this machine by IPv6', 'https://[::1]/'],
    ['to this machine, mapped', 'https://[::ffff:127.0.0.1]/'],
    ['to the metadata of the cloud', 'https://169.254.169.254/latest/meta-data'],
    ['to the metadata of another cloud', 'https://100.100.100.200/'],
    ['into a private network', 'https://10.0.0.1/'],
    ['into a private network by SMTP', 'smtps://192.168.1.1:465'],
  ])('%s', (_, url) => expect(check(url)).toEqual(refusal));
});

test('what the operator trusts is let through, exactly that', () => {
  const trusted = new Set(['http://10.0.0.5:8080', 'smtp://10.0.0.6:25']);
  expect(check('http://10.0.0.5:8080/sms', trusted)).toBeUndefined();
  expect(check('smtp://user:secret@10.0.0.6:25', trusted)).toBeUndefined();
  for (const other of ['http://10.0.0.5:8081/', 'https://10.0.0.5:8080/', 'http://10.0.0.5/', 'smtp://10.0.0.6:26'])
    expect(check(other, trusted), other).toEqual(refusal);
});

describe('a name', () => {
  test('is looked up, and answers with what was checked, in the form that was asked for', async () => {
    const resolve = resolving(['1.1.1.1', '2606:4700:4700::1111'], ['1.1.1.1', '2606:4700:4700::1111']);
    const lookup = check('https://provider.example/', nobody, resolve) as Lookup;
    expect(await asked(lookup, true)).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700:4700::1111', family: 6 },
    ]);
    expect(await asked(lookup, false)).toBe('1.1.1.1');
  });

  test('is refused when one of its addresses is not public, or it has none', async () => {
    for (const answer of [['127.0.0.1'], ['1.1.1.1', '10.0.0.1'], ['1.1.1.1', '::1'], []])
      expect(await asked(check('https://a.example/', nobody, resolving(answer)) as Lookup, true)).toEqual(refusal);
  });

  test('that cannot be found fails with the network’s own error', async () => {
    const resolve: Resolve = (_, found) => found(Object.assign(new Error(), { code: 'EAI_AGAIN' }), []);
    expect(await asked(check('https://a.example/', nobody, resolve) as Lookup, true)).toMatchObject({ code: 'EAI_AGAIN' });
  });
});

describe('a name that points elsewhere a moment later', () => {
  let server: Server;
  let connections = 0;
  beforeAll(async () => {
    server = createServer().on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());

  test('gains nothing: the connection itself does the looking up, once, and refuses what it then finds', async () => {
    const resolve = resolving(['1.1.1.1'], ['127.0.0.1'], ['127.0.0.1']);
    const lookup = check('https://rebinding.example/', nobody, resolve) as Lookup;
    expect(await asked(lookup, true)).toEqual([{ address: '1.1.1.1', family: 4 }]);
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: 'rebinding.example', port, lookup: lookup as never });
    const error = await new Promise((done) => socket.once('error', done).once('connect', done));
    expect(error).toEqual(refusal);
    expect(resolve).toHaveBeenCalledTimes(2);
    expect(connections).toBe(0);
  });
});
