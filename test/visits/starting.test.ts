import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/visits/visits-api.handler.ts';
import { cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { today } from '../support/visit.ts';
import { asked } from '../support/wish.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => table.fill([...cityItems(), ...identityItems()]));

type Who = keyof typeof people;
const ask = async (who: Who, more: Record<string, unknown> = {}) =>
  send(handler, 'POST', '/v1/visits', { token: await oidc.token(who), body: asked({ schoolId: 'school-1', ...more }) });
const get = async (who: Who, path: string) => (await send(handler, 'GET', path, { token: await oidc.token(who) })).body;
/** The status, and the fields that were refused. */
const answer = async (...args: Parameters<typeof ask>) => {
  const { status, body } = await ask(...args);
  return [status, ...(body.errors ?? []).map(({ path, code }: Record<string, string>) => `${path} ${code}`)];
};

describe('a demonstration', () => {
  const demonstration = { origin: 'demonstration' };

  test('is started by the union and by the education authority, and is their own as they read it afterwards', async () => {
    for (const who of ['officer', 'superior', 'inspector'] as const) {
      const { status, body } = await ask(who, demonstration);
      expect([status, body.origin, body.status]).toEqual([201, 'demonstration', 'requested']);
      const { contact, ...read } = await get(who, `/v1/visits/${body.id}`);
      expect({ ...read, contact: { name: contact.name } }).toEqual(body);
    }
  });

  test('is not for a school to ask for: it is told who starts one', async () => {
    expect(await answer('teacher', demonstration)).toEqual([422, 'origin not-by-school']);
    expect(await answer('teacher', { ...demonstration, schoolId: 'school-2' })).toEqual([422, 'schoolId unknown-school']);
    expect(await answer('manager', demonstration)).toEqual([403]);
    expect(table.under('VISIT')).toEqual([]);
  });

  test('is all that an education authority may start', async () => {
    expect(await answer('inspector')).toEqual([403]);
    expect(await answer('inspector', { origin: 'requested' })).toEqual([403]);
  });

  test('names its school, which must stand below who starts it; so must the others', async () => {
    expect(await answer('inspector', { ...demonstration, schoolId: undefined })).toEqual([422, 'schoolId school-required']);
    const elsewhere = { pk: 'nc#ORGANISATION', sk: 'school-3' };
    const unit = table.all().find(({ pk }) => pk === 'nc#UNIT')!;
    table.change('nc#UNIT', 'unit-3', {
      ...unit,
      sk: 'unit-3',
      id: 'unit-3',
      union: 'city-union',
      education: 'city-education',
    });
    const school = table.get(elsewhere.pk, 'school-1')!;
    table.change(elsewhere.pk, elsewhere.sk, { ...school, ...elsewhere, id: 'school-3', unit: 'unit-3' });
    // Organisations and units are kept for a minute.
    vi.setSystemTime(today.getTime() + 61_000);
    for (const who of ['inspector', 'officer'] as const) {
      expect(await answer(who, { ...demonstration, schoolId: 'school-3' })).toEqual([422, 'schoolId unknown-school']);
      expect(await answer(who, { ...demonstration, otherSchools: ['school-3'] })).toEqual([
        422,
        'otherSchools.0 unknown-school',
      ]);
      expect(await answer(who, { ...demonstration, otherSchools: ['school-2'] })).toEqual([201]);
    }
    expect(await answer('superior', { ...demonstration, otherSchools: ['school-3'] })).toEqual([201]);
    vi.setSystemTime(today);
  });
});

describe('a request that a school made by phone', () => {
  const taken = { channel: 'phone', evidence: '3月2日9:10来电，示例老师 000-1234567' };
  const first = async (who: Who, visit: string) => (await get(who, `/v1/visits/${visit}/timeline`)).timeline[0];

  test('is entered by the union: the timeline says who, how, and to school and unions on what grounds', async () => {
    const { status, body } = await ask('officer', taken);
    expect(status).toBe(201);
    for (const who of ['teacher', 'officer', 'superior'] as const)
      expect(await first(who, body.id)).toMatchObject({
        type: 'requested',
        by: { name: '示例officer', role: 'union', organisation: 'district-union' },
        data: taken,
      });
    // A note may name the caller's number.
    expect((await first('inspector', body.id)).data).toEqual({ channel: 'phone' });
    expect(body).not.toHaveProperty('channel');
  });

  test('is nothing that the school itself or an authority enters', async () => {
    expect(await answer('teacher', taken)).toEqual([422, 'channel union-only', 'evidence union-only']);
    expect(await answer('inspector', { origin: 'demonstration', channel: 'letter' })).toEqual([422, 'channel union-only']);
  });
});
