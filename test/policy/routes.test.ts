import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import type { Contract } from '../../functions/platform/contract.ts';
import { auditOf, cityKey, extensionKey, policyKey, SWEEP, sweepOf } from '../../functions/platform/keys.ts';
import { changePolicy, getPolicy, previewPolicy } from '../../functions/policy/contract.ts';
import { handler } from '../../functions/policy/policy-api.handler.ts';
import { policy, slot } from '../matching/sample.ts';
import { CITY, cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, task, today, visit } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());

/** Two visits in December, whose unions have been asked; what is decided already waits in the sweep beside them. */
const asked = ['v1', 'v2'].flatMap((id) => {
  const far = { index: 0, ...slot('2026-12-01 14:00', '15:30') };
  const tasks = [
    task('union-approval', { visit: id, dueAt: '2026-03-05T10:00:00.000Z', expiresAt: '2026-03-09T10:00:00.000Z' }),
    task('clearance', { visit: id, state: 'decided' }),
  ];
  return coreItems(core({ visit: visit({ id, slot: far }), tasks })).map((item) =>
    (item.sk as string).startsWith('TASK#') ? { ...item, [SWEEP.pk]: sweepOf(CITY), [SWEEP.sk]: item.dueAt } : item,
  );
});
beforeEach(() => table.fill([...cityItems(), ...identityItems(), ...asked]));

type Who = keyof typeof people;
const call = async (
  contract: Contract,
  who: Who,
  request: { body?: unknown; query?: Record<string, string>; etag?: string },
) => {
  const { body, query, etag } = request;
  const answer = await send(handler, contract.method, contract.path, {
    token: await oidc.token(who),
    ...(body !== undefined && { body }),
    ...(query && { query }),
    ...(etag !== undefined && { headers: { 'if-match': etag } }),
  });
  if (answer.status === 200) expect(z.safeParse(contract.answer!, answer.body).error).toBeUndefined();
  return answer;
};
const reads = (who: Who, query?: Record<string, string>) => call(getPolicy, who, { ...(query && { query }) });
const change = (days: number, more: object = {}) => ({
  changes: { workingDays: { 'union-approval': days } },
  openTasks: 'keep',
  ...more,
});
const changes = (body: unknown, etag?: string, who: Who = 'superior') =>
  call(changePolicy, who, { body, ...(etag !== undefined && { etag }) });
const previews = (body: unknown, who: Who = 'superior') => call(previewPolicy, who, { body });
const inForce = () => table.get(cityKey(CITY).pk, cityKey(CITY).sk)!.policy;
const version = (n: number) => table.get(policyKey(CITY, n).pk, policyKey(CITY, n).sk);
/** Somebody else puts another version in force, on another instance. */
const elsewhere = (n: number) => {
  table.change(policyKey(CITY, n).pk, `${n}`, { ...version(n - 1), sk: `${n}`, version: n, dueHour: 17 });
  table.change(cityKey(CITY).pk, CITY, { policy: n });
};
const extensions = () => table.all().filter(({ pk }) => pk === extensionKey(CITY, 1).pk);
const audited = () => table.all().filter(({ pk }) => pk === auditOf(CITY, 'city-union'));
const refusals = ({ body }: { body: { errors?: { path: string; code: string }[] } }) =>
  body.errors?.map(({ path, code }) => `${path} ${code}`);

describe('the policy in force', () => {
  test('is read by unions and authorities, with the years that nobody knows yet', async () => {
    for (const who of ['superior', 'officer', 'inspector'] as const) {
      const { status, headers, body } = await reads(who);
      expect([status, headers.etag]).toEqual([200, '"1"']);
      expect(body).toEqual({ ...policy, inForce: true, years: { entered: [], provisional: ['2027'] } });
    }
  });

  test('is nothing for schools, employers and speakers', async () => {
    for (const who of ['teacher', 'manager', 'worker', 'stranger'] as const)
      expect(await reads(who)).toMatchObject({ status: 403, body: { type: 'forbidden' } });
  });

  test('is known by the version, as are those before it', async () => {
    await changes(change(1));
    expect((await reads('officer', { version: '1' })).body).toMatchObject({ version: 1, inForce: false });
    expect((await reads('officer', { version: '2' })).body).toMatchObject({
      version: 2,
      inForce: true,
      since: today.toISOString(),
    });
    expect((await reads('officer', { version: '3' })).status).toBe(404);
    expect(refusals(await reads('officer', { version: '0' }))).toEqual(['version format']);
  });
});

describe('a change', () => {
  test('is a new version, and written down as the city union’s', async () => {
    const { status, headers, body } = await changes(change(1));
    expect([status, headers.etag, body.version, body.workingDays['union-approval']]).toEqual([200, '"2"', 2, 1]);
    expect(inForce()).toBe(2);
    expect(version(1)!.workingDays).toMatchObject({ 'union-approval': 3 });
    expect(version(2)).toMatchObject({
      version: 2,
      since: today.toISOString(),
      workingDays: { 'union-approval': 1, clearance: 2 },
    });
    expect(audited()).toMatchObject([
      {
        type: 'policy-changed',
        by: { person: 'superior', role: 'union', organisation: 'city-union' },
        data: { from: 1, to: 2, fields: ['workingDays.union-approval'], openTasks: 'keep' },
      },
    ]);
    expect(extensions()).toEqual([]);
  });

  test('is for the city’s own union alone', async () => {
    for (const who of ['officer', 'inspector', 'teacher', 'manager', 'worker'] as const) {
      expect((await changes(change(1), undefined, who)).status).toBe(403);
      expect((await previews(change(1), who)).status).toBe(403);
    }
    expect(inForce()).toBe(1);
  });

  test('sent again finds itself done', async () => {
    await changes(change(1, { openTasks: 'move' }));
    const before = table.all();
    expect((await changes(change(1, { openTasks: 'move' }))).body.version).toBe(2);
    expect(table.all()).toEqual(before);
  });

  test('rests on the version that was read: a stale If-Match is refused, whatever this instance remembers', async () => {
    await changes(change(1), '"1"');
    const refused = await changes(change(2), '"1"');
    expect(refused).toMatchObject({ status: 412, body: { type: 'stale-version' } });
    elsewhere(3);
    expect((await changes(change(2), '"2"')).status).toBe(412);
    expect((await reads('officer')).headers.etag).toBe('"3"');
    expect((await changes(change(2), '"3"')).body).toMatchObject({ version: 4, dueHour: 17 });
  });

  test('that another overtakes is made upon that one', async () => {
    table.meanwhile(() => elsewhere(2));
    expect((await changes(change(1))).body).toMatchObject({ version: 3, dueHour: 17, workingDays: { 'union-approval': 1 } });
    expect(audited().map(({ data }) => data)).toMatchObject([{ from: 2, to: 3 }]);
  });

  test('that no city can work by is refused, field by field, and nothing is half done', async () => {
    const before = table.all();
    const nonsense = {
      workingHours: { from: '18:00', to: '08:00' },
      calendar: { 2027: { holidays: [], workdays: ['2027-01-04'] } },
    };
    expect(refusals(await changes({ changes: nonsense, openTasks: 'move' }))).toEqual([
      'changes.workingHours.to end-before-start',
      'changes.calendar.2027.workdays.0 not-a-weekend',
    ]);
    expect(refusals(await previews({ changes: nonsense, openTasks: 'move' }))).toHaveLength(2);
    expect(refusals(await changes({ changes: { version: 9, dueHour: 24 } }))).toEqual([
      ...['changes.dueHour too-big', 'changes.version unknown-field', 'openTasks required'],
    ]);
    expect(
      refusals(await changes({ changes: { limits: { roles: { school: null, union: {} } } }, openTasks: 'keep' })),
    ).toContain('changes.limits.roles.union.requests required');
    expect(table.all()).toEqual(before);
  });

  test('that is to move open tasks is left to the sweep, two minutes later: by then everybody knows the new version', async () => {
    await changes(change(1, { openTasks: 'move' }));
    expect(extensions()).toMatchObject([{ version: 2, [SWEEP.pk]: sweepOf(CITY), [SWEEP.sk]: '2026-03-02T01:02:00.000Z' }]);
  });

  test('that kept them can be extended later, without another version', async () => {
    await changes(change(1));
    vi.setSystemTime(new Date(today.getTime() + 1000));
    expect((await changes({ changes: {}, openTasks: 'move' })).body.version).toBe(2);
    vi.setSystemTime(today);
    expect(extensions()).toMatchObject([{ version: 2 }]);
    expect(audited().map(({ data }) => data)).toMatchObject([
      { openTasks: 'keep' },
      { from: 2, to: 2, fields: [], openTasks: 'move' },
    ]);
  });

  test('brings a year, beside those that are there, and takes it back', async () => {
    const year = { holidays: ['2027-01-01'], workdays: ['2027-01-03'] };
    const entered = await changes({ changes: { calendar: { 2027: year } }, openTasks: 'keep' });
    expect(entered.body).toMatchObject({ calendar: { 2027: year }, years: { entered: ['2027'], provisional: [] } });
    const back = await changes({ changes: { calendar: { 2027: null } }, openTasks: 'keep' });
    expect(back.body).toMatchObject({ version: 3, calendar: {}, years: { entered: [], provisional: ['2027'] } });
  });
});

describe('a preview', () => {
  test('names the open tasks with their dates before and after, and writes nothing', async () => {
    const before = table.all();
    const { status, body } = await previews(change(1, { openTasks: 'move' }));
    const move = (visitId: string) => ({
      ...{ taskId: `${visitId}.1.union-approval.0.1`, kind: 'union-approval', partyId: 'district-union', visitId },
      from: { dueAt: '2026-03-05T10:00:00.000Z', expiresAt: '2026-03-09T10:00:00.000Z' },
      to: { dueAt: '2026-03-03T10:00:00.000Z', expiresAt: '2026-03-05T10:00:00.000Z' },
      expiresNow: false,
    });
    const tasks = [move('v1'), move('v2')];
    expect([status, body]).toEqual([200, { version: 1, fields: ['workingDays.union-approval'], tasks, unchanged: 0 }]);
    expect(table.all()).toEqual(before);
  });

  test('says what nobody could answer any more', async () => {
    vi.setSystemTime(new Date('2026-03-06T01:00:00.000Z'));
    const { body } = await previews(change(1, { openTasks: 'move' }));
    vi.setSystemTime(today);
    expect(body.tasks).toMatchObject([
      { to: { dueAt: '2026-03-05T10:00:00.000Z', expiresAt: '2026-03-06T01:00:00.000Z' }, expiresNow: true },
      { expiresNow: true },
    ]);
  });

  test('counts what stays as it is: all of it, where open tasks are kept', async () => {
    expect((await previews(change(1))).body).toMatchObject({ tasks: [], unchanged: 2, fields: ['workingDays.union-approval'] });
    expect((await previews(change(3, { openTasks: 'move' }))).body).toMatchObject({ tasks: [], unchanged: 2, fields: [] });
  });
});
