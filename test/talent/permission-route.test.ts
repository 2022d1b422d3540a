import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { personKey } from '../../functions/platform/keys.ts';
import { getSpeaker, grantPermission } from '../../functions/talent/contract.ts';
import { handler } from '../../functions/talent/talent-api.handler.ts';
import { CITY, cityItems, people, speakers } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { today } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());

beforeEach(() => table.fill([...cityItems(), ...identityItems()]));

const eight = { hoursPerMonth: 8, from: '2026-03-01', to: '2027-02-28' };
const by = { channel: 'phone', evidence: '示例：电话记录' };
type Who = keyof typeof people;
const grants = async (who: Who, body: object = eight, id = 's1') =>
  send(handler, 'POST', `/v1/speakers/${id}/permission`, { token: await oidc.token(who), body });
const reads = async (who: Who, id = 's1') => send(handler, 'GET', `/v1/speakers/${id}`, { token: await oidc.token(who) });
const entry = (id = 's1') => table.get(`${CITY}#SPEAKER`, id);
const pool = () => table.get(`${CITY}#ROSTER`, 'ROSTER')!.version;
const records = () => table.all().filter(({ pk }) => (pk as string).startsWith(`${CITY}#PERMISSION#`));
/** Somebody of both employers. */
const director = () =>
  table.change(`${CITY}#PERSON`, 'manager', {
    ...{ ...personKey(CITY, 'manager'), ...people.manager },
    memberships: ['employer-1', 'employer-2'].map((organisation) => ({ role: 'employer', organisation })),
  });

describe('an employer', () => {
  test('permits hours of its own people, and sees them; the pool has changed, and who said so is kept', async () => {
    const { status, body } = await grants('manager');
    expect(status).toBe(200);
    const permission = { ...eight, hoursUsed: 0 };
    expect(body.employments).toEqual([{ kind: 'employed', employer: 'employer-1', permission }]);
    expect(z.safeParse(grantPermission.answer, body).error).toBeUndefined();
    expect(entry()).toEqual({
      ...{ pk: `${CITY}#SPEAKER`, sk: 's1', ...JSON.parse(JSON.stringify(speakers.s1)) },
      ...{ employments: [{ kind: 'employed', employer: 'employer-1', permission: eight }], version: 1 },
    });
    expect(pool()).toBe(2);
    expect(records()).toMatchObject([
      {
        speaker: 's1',
        employer: 'employer-1',
        ...eight,
        by: { person: 'manager', role: 'employer' },
        at: today.toISOString(),
      },
    ]);
  });

  test('is audited for itself and for the union that owns the entry: from what to what, by whom, by ids alone', async () => {
    await grants('manager');
    const events = table.all().filter(({ pk }) => (pk as string).includes('#AUDIT#'));
    const data = { speaker: 's1', employer: 'employer-1', version: 1, from: [null], to: [eight] };
    const by = { person: 'manager', role: 'employer', organisation: 'employer-1' };
    expect(events).toMatchObject([
      { organisation: speakers.s1!.union, type: 'speaker-changed', at: today.toISOString(), by, data },
      { organisation: 'employer-1', type: 'permission-changed', by, data },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/示例|"name"/);
  });

  test('withdraws them', async () => {
    await grants('manager');
    const { status, body } = await grants('manager', { hoursPerMonth: 0 });
    expect([status, body.employments]).toEqual([200, speakers.s1!.employments]);
    expect(entry()).toMatchObject({ employments: speakers.s1!.employments, version: 2 });
    expect([pool(), records().length]).toEqual([3, 2]);
  });

  test('that says the same again changes nothing', async () => {
    await grants('manager');
    const before = table.all();
    expect(await grants('manager')).toMatchObject({ status: 200, body: { employments: [{ permission: eight }] } });
    expect(table.all()).toEqual(before);
  });

  test('of several must be named, and then only its own people’s hours there are permitted', async () => {
    director();
    expect(await grants('manager', eight, 's2')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'employerId', code: 'employer-required' }] },
    });
    const { body } = await grants('manager', { ...eight, employerId: 'employer-2' }, 's2');
    expect(body.employments).toMatchObject([{ employer: 'employer-1' }, { employer: 'employer-2', permission: eight }]);
    expect(body.employments[0]).not.toHaveProperty('permission');
    expect(await grants('manager', { ...eight, employerId: 'employer-2' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'employerId', code: 'not-employed' }] },
    });
  });
});

describe('the employer’s own union', () => {
  test('records what it was told, and how', async () => {
    const { status, body } = await grants('officer', { ...eight, ...by });
    expect([status, body.employments[0].permission]).toEqual([200, { ...eight, hoursUsed: 0 }]);
    const onBehalfOf = { party: 'employer-1', ...by };
    expect(records()).toMatchObject([{ ...eight, by: { person: 'officer', role: 'union', onBehalfOf } }]);
    const events = table.all().filter(({ pk }) => (pk as string).includes('#AUDIT#'));
    expect(JSON.stringify(events)).toContain('"channel":"phone"');
    expect(JSON.stringify(events)).not.toContain(by.evidence);
  });

  test('must say how, and is no union of other employers', async () => {
    const errors = async (body: object) => (await grants('officer', body)).body.errors;
    expect(await errors(eight)).toMatchObject([{ path: 'channel', code: 'required' }]);
    expect(await errors({ ...eight, channel: 'fax' })).toMatchObject([{ path: 'channel', code: 'value' }]);
    expect(await errors({ ...eight, ...by, employerId: 'employer-2' })).toMatchObject([
      { path: 'employerId', code: 'unknown-employer' },
    ]);
    expect(await errors({ ...eight, ...by, employerId: 'nowhere' })).toMatchObject([
      { path: 'employerId', code: 'unknown-employer' },
    ]);
    expect(await grants('superior', { ...eight, ...by })).toMatchObject({ status: 403 });
  });
});

test.each<[string, object, string[]]>([
  ['no hours', { from: eight.from, to: eight.to }, ['hoursPerMonth required']],
  ['hours below nothing', { ...eight, hoursPerMonth: -1 }, ['hoursPerMonth too-small']],
  ['more than 200 hours', { ...eight, hoursPerMonth: 201 }, ['hoursPerMonth too-big']],
  ['half hours', { ...eight, hoursPerMonth: 1.5 }, ['hoursPerMonth type']],
  ['no day', { ...eight, from: '2026-02-30' }, ['from day']],
  ['another field', { ...eight, perWeek: 2 }, ['perWeek unknown-field']],
])('refused with its field is %s', async (_, body, expected) => {
  const answer = await grants('manager', body);
  expect(answer.status).toBe(422);
  expect(answer.body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual(expected);
  expect(pool()).toBe(1);
});

test('strangers hear “not found” as for somebody unknown; who sees the speaker but has no say is told so', async () => {
  const unknown = await grants('stranger', eight, 's9');
  expect(unknown).toMatchObject({ status: 404, body: { type: 'not-found' } });
  expect(await grants('stranger')).toEqual(unknown);
  expect(await grants('manager', eight, 's3')).toEqual(unknown);
  expect(await grants('manager', eight, 's9')).toEqual(unknown);
  for (const who of ['worker', 'teacher', 'inspector'] as const)
    expect(await grants(who)).toMatchObject({ status: 403, body: { type: 'forbidden' } });
  expect([pool(), records()]).toEqual([1, []]);
});

describe('what changes at the same moment is not lost:', () => {
  test('another change of the pool', async () => {
    table.meanwhile(() => table.change(`${CITY}#ROSTER`, 'ROSTER', { version: 5 }));
    expect((await grants('manager')).status).toBe(200);
    expect(pool()).toBe(6);
  });

  test('another change of the employments, whether the entry had a version already or not', async () => {
    for (const [hoursPerMonth, version] of [
      [1, 1],
      [2, 3],
    ] as const) {
      const other = { kind: 'rehired', employer: 'employer-2', from: `2026-0${version}-01` };
      const employments = [...(entry()!.employments as object[]), other];
      table.meanwhile(() => table.change(`${CITY}#SPEAKER`, 's1', { employments, version }));
      const { body } = await grants('manager', { ...eight, hoursPerMonth });
      expect(body.employments).toMatchObject([{ permission: { hoursPerMonth } }, ...employments.slice(1)]);
      expect(entry()).toMatchObject({ employments: [{ permission: { hoursPerMonth } }, ...employments.slice(1)] });
      expect(entry()).toMatchObject({ version: version + 1 });
    }
  });
});

test('the hours used in the present month are shown to whom employments are, and to others not a trace of them', async () => {
  await grants('manager');
  const permitted = { 'employer-1 2026-03': 100, 'employer-1 2026-04': 300, 'employer-2 2026-03': 60 };
  table.change(`${CITY}#DIARY#s1`, 'LOAD', { speaker: 's1', version: 1, counts: {}, permitted });
  for (const who of ['manager', 'officer', 'superior', 'worker'] as const) {
    const { body } = await reads(who);
    expect(body.employments[0].permission).toEqual({ ...eight, hoursUsed: 1.67 });
    expect(z.safeParse(getSpeaker.answer, body).error).toBeUndefined();
  }
  for (const who of ['teacher', 'inspector'] as const)
    expect(JSON.stringify((await reads(who)).body)).not.toMatch(/hours|version/);
  expect((await reads('officer', 's2')).body.employments[0]).not.toHaveProperty('permission');
});
