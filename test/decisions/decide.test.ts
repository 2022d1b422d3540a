import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Task, taskId, taskName } from '../../functions/decisions/task.ts';
import { handler } from '../../functions/decisions/tasks-api.handler.ts';
import { taskKey } from '../../functions/platform/keys.ts';
import { CITY, cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, seat, task, today, visit } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());

const approval = task('union-approval');
const given = (more: Partial<Task> = {}, others: Parameters<typeof core>[0] = {}) =>
  table.fill([...cityItems(), ...identityItems(), ...coreItems(core({ tasks: [{ ...approval, ...more }], ...others }))]);
beforeEach(() => given());

async function decide(person: keyof typeof people, body: object, headers: Record<string, string> = {}, about: Task = approval) {
  return send(handler, 'POST', `/v1/tasks/${taskId(about)}/decision`, { token: await oidc.token(person), body, headers });
}
const stored = (about = approval) => {
  const { pk, sk } = taskKey(CITY, 'v1', taskName(about));
  return table.get(pk, sk);
};

describe('a decision', () => {
  test('is recorded with who, when and what; the task leaves the inbox; the answer has no token in it', async () => {
    const answer = await decide('officer', { outcome: 'approve' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        id: taskId(approval),
        status: 'decided',
        decision: { outcome: 'approve', at: today.toISOString(), by: { name: '示例officer' } },
      },
    });
    expect(stored()).toMatchObject({ state: 'decided', result: { outcome: 'approve' } });
    expect(stored()).not.toHaveProperty('inbox');
    expect(JSON.stringify(answer)).not.toContain('token-of');
    expect(answer.headers.etag).toMatch(/^"/);
  });

  test('made twice by the same person is made once, and answered with the record', async () => {
    const first = await decide('officer', { outcome: 'approve' });
    const after = table.all();
    expect(await decide('officer', { outcome: 'approve' })).toEqual(first);
    expect(table.all()).toEqual(after);
  });

  test.each<[string, keyof typeof people, object]>([
    ['by another outcome', 'officer', { outcome: 'decline', reasonCode: 'time' }],
    ['by another content', 'officer', { outcome: 'approve', reserves: ['s4'] }],
    ['by another person', 'superior', { outcome: 'approve' }],
  ])('is not replaced %s: 409 with the record', async (_, person, body) => {
    given({ escalatedTo: 'city-union' });
    await decide('officer', { outcome: 'approve' });
    const after = table.all();
    expect(await decide(person, body)).toMatchObject({
      status: 409,
      body: { type: 'already-decided', record: { decision: { outcome: 'approve', by: { name: '示例officer' } } } },
    });
    expect(table.all()).toEqual(after);
  });

  test('of two at the same moment one wins; the other hears what was decided', async () => {
    table.change(`${CITY}#PERSON`, 'other', { name: '示例同事' });
    const by = { person: 'other', role: 'union' as const, organisation: 'district-union' };
    const theirs = {
      state: 'decided',
      decision: { body: { outcome: 'decline', reasonCode: 'time' }, by, at: today.toISOString() },
      result: { outcome: 'decline' },
    };
    const { pk, sk } = taskKey(CITY, 'v1', taskName(approval));
    table.meanwhile(() => table.change(pk, sk, theirs));
    expect(await decide('officer', { outcome: 'approve' })).toMatchObject({
      status: 409,
      body: { type: 'already-decided', record: { decision: { outcome: 'decline', by: { name: '示例同事' } } } },
    });
  });

  test('that meets another change of the visit is simply made on what is true now', async () => {
    table.meanwhile(() => table.change(`${CITY}#VISIT#v1`, 'VISIT', { version: 8 }));
    expect((await decide('officer', { outcome: 'approve' })).status).toBe(200);
    expect(table.get(`${CITY}#VISIT#v1`, 'VISIT')).toMatchObject({ version: 9, approved: { 1: 1 } });
  });
});

describe('refused is', () => {
  test('a decision after the time is over, also before anybody recorded that', async () => {
    vi.setSystemTime(new Date(approval.expiresAt));
    const answer = await decide('officer', { outcome: 'approve' });
    vi.setSystemTime(today);
    expect(answer).toMatchObject({ status: 409, body: { type: 'task-expired' } });
    expect(stored()).toMatchObject({ state: 'open' });
  });

  test('a decision that nobody needs any more', async () => {
    given({ state: 'closed', result: { outcome: 'closed' } });
    expect(await decide('officer', { outcome: 'approve' })).toMatchObject({ status: 409, body: { type: 'task-closed' } });
  });

  test('somebody who may not decide, in the words for a task that does not exist', async () => {
    const unknown = await decide('officer', { outcome: 'approve' }, {}, { ...approval, visit: 'v9' });
    expect(unknown).toMatchObject({ status: 404, body: { type: 'not-found' } });
    for (const person of ['teacher', 'manager', 'inspector', 'worker', 'superior', 'stranger'] as const)
      expect(await decide(person, { outcome: 'approve' })).toEqual(unknown);
  });

  test('an outcome of another step, an unknown reason, an unknown field', async () => {
    const errors = async (body: object) =>
      (await decide('officer', body)).body.errors?.map(({ path, code }: Record<string, string>) => `${path} ${code}`);
    expect(await errors({ outcome: 'release' })).toEqual(['outcome outcome']);
    expect(await errors({})).toEqual(['outcome required']);
    expect(await errors({ outcome: 'decline' })).toEqual(['reasonCode required']);
    expect(await errors({ outcome: 'decline', reasonCode: 'weather' })).toEqual(['reasonCode unknown']);
    expect(await errors({ outcome: 'approve', speaker: 's1' })).toEqual(['speaker unknown-field']);
    expect(stored()).toMatchObject({ state: 'open' });
  });

  test('a decision on a task that has changed since it was read: 412', async () => {
    expect(await decide('officer', { outcome: 'approve' }, { 'if-match': '"old"' })).toMatchObject({
      status: 412,
      body: { type: 'stale-version' },
    });
    const read = await send(handler, 'GET', `/v1/tasks/${taskId(approval)}`, { token: await oidc.token('officer') });
    expect((await decide('officer', { outcome: 'approve' }, { 'if-match': String(read.headers.etag) })).status).toBe(200);
  });
});

describe('statistics that come too late', () => {
  const statistics = task('statistics', { party: 'school-1', state: 'expired', result: { outcome: 'expired' } });
  const body = {
    outcome: 'submit',
    actualStart: '2026-03-02T07:00:00+08:00',
    actualEnd: '2026-03-02T08:30:00+08:00',
    speakersPresent: ['s1'],
    schools: [{ schoolId: 'school-1', directStudents: 45 }],
    indirectAudience: 0,
    media: [],
    costYuan: 0,
  };
  const closed = { status: 'closed' as const, at: today.toISOString(), reasons: [{ code: 'statistics-missing' }] };

  test('are still taken, once, and the workflow that is over is not told again', async () => {
    const past = visit({ schoolConfirmedAt: today.toISOString(), approved: { 1: 1 }, statistics: 'missing', ended: closed });
    given({}, { visit: past, seats: [seat(1, 's1')], tasks: [statistics] });
    expect(await decide('teacher', body, {}, statistics)).toMatchObject({ status: 200, body: { status: 'decided' } });
    expect(stored(statistics)).toMatchObject({ state: 'decided', result: { outcome: 'expired' } });
    expect(table.get(`${CITY}#VISIT#v1`, 'VISIT')).toMatchObject({ statistics: 'submitted' });
    expect((await decide('teacher', { ...body, costYuan: 5 }, {}, statistics)).status).toBe(409);
  });
});
