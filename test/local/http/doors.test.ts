import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, expect, test } from 'vitest';
import { Activity } from '../../../local/activity.ts';
import { VirtualClock } from '../../../local/clock.ts';
import { localDoors } from '../../../local/http/doors.ts';
import { HttpFront } from '../../../local/http/front.ts';
import { AUDIENCE, ISSUER, openTokens } from '../../../local/http/tokens.ts';

const fronts: HttpFront[] = [];
afterEach(() => Promise.all(fronts.splice(0).map((front) => front.stop())));

const person = {
  id: 'p-1',
  name: '李焊',
  memberships: [{ role: 'speaker', organisation: { id: 'o-1', name: '厂', kinds: ['employer'] } }],
};

async function doors(offset = 0, keyPath?: string) {
  const front = await HttpFront.listen(0);
  fronts.push(front);
  const activity = new Activity();
  const clock = new VirtualClock(activity, offset);
  const tokens = await openTokens(keyPath);
  front.open(undefined, localDoors({ url: front.url, clock, tokens, people: () => [person], mail: () => [] }));
  const post = async (path: string, body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${front.url}${path}`, { method: 'POST', body: text });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const get = async (path: string) => (await fetch(`${front.url}${path}`)).json() as Promise<Record<string, string>>;
  return { url: front.url, clock, post, get, activity };
}

test('a token is good for one year of the virtual clock and is verified with the published key', async () => {
  const { url, post, clock } = await doors(1000 * 86_400_000);
  const { status, body } = await post('/_local/token', { person: 'p-1' });
  expect(status).toBe(200);
  const keys = createRemoteJWKSet(new URL(`${url}/_local/jwks.json`));
  const verify = (currentDate: Date) =>
    jwtVerify(body.token as string, keys, { issuer: ISSUER, audience: AUDIENCE, currentDate });
  expect((await verify(new Date(clock.now()))).payload.sub).toBe('p-1');
  await expect(verify(new Date(clock.now() + 364 * 86_400_000))).resolves.toBeDefined();
  await expect(verify(new Date(clock.now() + 367 * 86_400_000))).rejects.toThrow('"exp" claim');
});

test('the key is kept for its owner only and outlives a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const path = join(folder, 'issuer.json');
  const first = await doors(0, path);
  const second = await doors(0, path);
  expect(await second.get('/_local/jwks.json')).toEqual(await first.get('/_local/jwks.json'));
  expect(JSON.stringify(await first.get('/_local/jwks.json'))).not.toContain('"d"');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});

test('strangers get no token', async () => {
  const { post } = await doors();
  expect((await post('/_local/token', { person: 'nobody' })).status).toBe(404);
  expect((await post('/_local/token', { person: 7 })).status).toBe(400);
  expect((await post('/_local/token', 'not json')).status).toBe(400);
});

test('the people are listed', async () => {
  expect(await (await doors()).get('/_local/people')).toEqual({ people: [person] });
});

test('the clock is read, and advanced by a duration or to an instant once everything has settled', async () => {
  const { post, get, clock } = await doors();
  const before = clock.now();
  let ran = false;
  clock.at(before + 2 * 86_400_000, 'in two days', async () => {
    await new Promise((turn) => setImmediate(turn));
    ran = true;
  });
  const { status, body } = await post('/_local/clock/advance', { duration: 'P3D' });
  expect([status, ran]).toEqual([200, true]);
  expect(Date.parse(body.now as string)).toBeGreaterThanOrEqual(before + 3 * 86_400_000);
  const goal = new Date(clock.now() + 3_600_000).toISOString();
  expect((await post('/_local/clock/advance', { to: goal })).status).toBe(200);
  expect(Date.parse((await get('/_local/clock')).now as string)).toBeGreaterThanOrEqual(Date.parse(goal));
});

test.each([
  { duration: 'PT0S' },
  { duration: 'P' },
  { duration: '-P1D' },
  { duration: '3 days' },
  { duration: 3 },
  { to: '2001-01-01T00:00:00Z' },
  { to: '2099-01-01T00:00:00' },
  { to: 'tomorrow' },
  { duration: 'P1D', to: '2099-01-01T00:00:00Z' },
  {},
  [],
  'not json',
])('an advance by %o is refused in both languages', async (body) => {
  const answer = await (await doors()).post('/_local/clock/advance', body);
  expect(answer.status).toBe(400);
  expect(answer.body.zh).toMatch(/[一-鿿]/);
  expect(answer.body.en).toMatch(/^[A-Z]/);
});

test('a cloud that does not settle is an error that names what still runs', async () => {
  const { post, activity, clock } = await doors();
  activity.quiet = async () => {
    const { NotQuiet } = await import('../../../local/activity.ts');
    throw new NotQuiet(['function endless']);
  };
  const answer = await post('/_local/clock/advance', { to: new Date(clock.now() + 60_000).toISOString() });
  expect(answer).toMatchObject({ status: 500, body: { type: 'not-quiet' } });
  expect(answer.body.en).toContain('function endless');
});

test('other local paths do not reach the API', async () => {
  expect(await (await doors()).get('/_local/secrets')).toMatchObject({ type: 'no-such-door', status: 404 });
});
