import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/visits/visits-api.handler.ts';
import { CITY, cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { fields } from '../support/refused.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { today } from '../support/visit.ts';
import { asked } from '../support/wish.ts';

process.env.CURSOR_SECRET = 'a secret of thirty-two characters';
const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => table.fill([...cityItems(), ...identityItems()]));

type Who = keyof typeof people;
const ask = async (more: Record<string, unknown> = {}, key?: string, who: Who = 'teacher') =>
  send(handler, 'POST', '/v1/visits', {
    token: await oidc.token(who),
    body: asked({ levels: ['junior-secondary'], ...more }),
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
const get = async (path: string, query: Record<string, string> = {}, who: Who = 'teacher') =>
  send(handler, 'GET', path, { token: await oidc.token(who), query });
const visits = () => table.under('VISIT');
const refused = async (...args: Parameters<typeof ask>) => {
  const { status, body } = await ask(...args);
  return fields({ type: body.type, status, facts: { errors: body.errors } } as unknown as Parameters<typeof fields>[0]);
};

describe('a school that asks', () => {
  test('hears where its visit stands, and reads the very same there, and the number besides', async () => {
    const created = await ask();
    expect(created).toMatchObject({
      status: 201,
      body: { status: 'requested', school: { id: 'school-1' }, requestedBy: { name: '示例teacher' } },
    });
    const read = await get(String(created.headers.location));
    const { phone, ...contact } = read.body.contact;
    expect({ ...read.body, contact }).toEqual(created.body);
    expect(phone).toBe('000-1234567');
    expect(read.headers.etag).toBe(created.headers.etag);
  });

  test('in the name of another school hears the same as for a school that does not exist', async () => {
    expect(await refused({ schoolId: 'school-2' })).toEqual(['schoolId unknown-school']);
    expect(await refused({ schoolId: 'school-9' })).toEqual(['schoolId unknown-school']);
    expect(visits()).toEqual([]);
  });
});

describe('a union', () => {
  test('asks for a school of its units, and so does its superior', async () => {
    for (const who of ['officer', 'superior'] as const)
      expect(await ask({ schoolId: 'school-2' }, undefined, who)).toMatchObject({
        status: 201,
        body: { requestedBy: { role: 'union' } },
      });
  });

  test('must say for which school', async () => {
    expect(await refused({}, undefined, 'officer')).toEqual(['schoolId school-required']);
  });
});

describe('a request that is sent again', () => {
  test('with the same key creates one visit, and is answered with it as it stands now', async () => {
    const first = await ask({}, 'key-1');
    expect(await ask({}, 'key-1')).toMatchObject({ status: 201, body: { id: first.body.id } });
    expect(visits()).toHaveLength(1);
  });

  test('at the same moment creates one visit too', async () => {
    const [one, other] = await Promise.all([ask({}, 'key-1'), ask({}, 'key-1')]);
    expect(one?.body.id).toBe(other?.body.id);
    expect(visits()).toHaveLength(1);
  });

  test('without a key, with another key or by another person is another visit', async () => {
    await ask();
    await ask();
    await ask({}, 'key-1');
    await ask({}, 'key-2');
    await ask({}, 'key-1', 'neighbour');
    expect(visits()).toHaveLength(5);
  });

  test('with the same key and other content is refused, and nothing is written', async () => {
    await ask({}, 'key-1');
    expect(await ask({ expectedStudents: 46 }, 'key-1')).toMatchObject({
      status: 422,
      body: { type: 'idempotency-key-reused' },
    });
    expect(visits()).toHaveLength(1);
  });

  test('after a refusal is not held to it', async () => {
    expect((await ask({ activityType: 'circus' }, 'key-1')).status).toBe(422);
    expect((await ask({}, 'key-1')).status).toBe(201);
  });

  test('after seven days is new, also when the table has not yet forgotten the key', async () => {
    await ask({}, 'key-1');
    vi.setSystemTime(today.getTime() + 7 * 86_400_000);
    const later = await ask({ slots: [{ start: '2026-03-20T14:00:00+08:00', end: '2026-03-20T15:00:00+08:00' }] }, 'key-1');
    vi.setSystemTime(today);
    expect(later.status).toBe(201);
    expect(visits()).toHaveLength(2);
  });
});

describe('the list of visits', () => {
  test('leads page by page through all of one’s own, each once, in the order of their days', async () => {
    const days = ['13', '10', '12', '11', '16'];
    for (const day of days)
      await ask({ slots: [{ start: `2026-03-${day}T14:00:00+08:00`, end: `2026-03-${day}T15:00:00+08:00` }] });
    await ask({}, undefined, 'neighbour');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await get('/v1/visits', { limit: '2', ...(cursor !== undefined && { cursor }) });
      seen.push(...body.visits.map((visit: { slots: { start: string }[] }) => visit.slots[0]!.start.slice(8, 10)));
      cursor = body.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(['10', '11', '12', '13', '16']);
  });

  test('keeps to the days and the status that were asked for', async () => {
    await ask();
    const count = async (query: Record<string, string>) => (await get('/v1/visits', query)).body.visits.length;
    expect(await count({ from: '2026-03-12', to: '2026-03-12' })).toBe(1);
    expect(await count({ from: '2026-03-13' })).toBe(0);
    expect(await count({ to: '2026-03-11' })).toBe(0);
    expect(await count({ status: 'requested' })).toBe(1);
    expect(await count({ status: 'closed' })).toBe(0);
  });

  test('shows everybody only what concerns them', async () => {
    await ask();
    const count = async (who: Who) => (await get('/v1/visits', {}, who)).body.visits.length;
    for (const who of ['teacher', 'officer', 'superior', 'inspector'] as const) expect(await count(who)).toBe(1);
    for (const who of ['neighbour', 'manager', 'worker', 'stranger'] as const) expect(await count(who)).toBe(0);
  });

  test('refuses a page mark of another query, and a limit that is none', async () => {
    for (let i = 0; i < 2; i++) await ask();
    const { body } = await get('/v1/visits', { limit: '1' });
    expect((await get('/v1/visits', { limit: '1', cursor: body.cursor, status: 'closed' })).body.errors).toMatchObject([
      { path: 'cursor' },
    ]);
    expect((await get('/v1/visits', { limit: '1', cursor: body.cursor }, 'officer')).status).toBe(422);
    for (const limit of ['0', '101', '-1', 'ten', '1.5']) expect((await get('/v1/visits', { limit })).status).toBe(422);
  });
});

test('a visit of another city does not exist, not even for somebody whose organisation has the same code there', async () => {
  const { body } = await ask();
  const { pk } = table.under('VISIT')[0] as { pk: string };
  const here = table.all().filter((item) => item.pk === pk);
  const there = JSON.parse(JSON.stringify(here).replaceAll(`${CITY}#`, 'gz#').replaceAll(body.id, 'v9')) as typeof here;
  for (const item of there) table.change(item.pk as string, item.sk as string, { ...item, city: 'gz' });
  expect((await get('/v1/visits/v9')).status).toBe(404);
  expect((await get('/v1/visits')).body.visits.map(({ id }: { id: string }) => id)).toEqual([body.id]);
});
