import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/decisions/expire.handler.ts';
import type { Task } from '../../functions/decisions/task.ts';
import { CITY, cityItems } from '../support/city.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, task } from '../support/visit.ts';

const table = fakeTable();
const over = task('union-approval').expiresAt;
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date(over) }));
afterAll(() => void vi.useRealTimers());

const given = (more: Partial<Task> = {}) => {
  table.fill([...cityItems(), ...coreItems(core({ tasks: [task('union-approval', more)] }))]);
};
beforeEach(() => given());
const expire = () => handler({ city: CITY, visit: 'v1', epoch: 1, step: 'union-approval', seat: 0, round: 1 });
const name = ['nc#VISIT#v1', 'TASK#1.union-approval.0.1'] as const;
const decided = { state: 'decided' as const, result: { outcome: 'approve', seats: [] } };

describe('when a token timed out', () => {
  test('silence is recorded as expired, and the visit ends', async () => {
    expect(await expire()).toEqual({ outcome: 'expired' });
    expect(table.get(...name)).toMatchObject({ state: 'expired', result: { outcome: 'expired' } });
    expect(table.get('nc#VISIT#v1', 'VISIT')).toMatchObject({ ended: { status: 'expired' } });
    expect(table.get(...name)).not.toHaveProperty('inbox');
  });

  test('asked again, the same is answered and nothing more is written', async () => {
    await expire();
    const before = table.all();
    expect(await expire()).toEqual({ outcome: 'expired' });
    expect(table.all()).toEqual(before);
  });

  test('a decision that was recorded in time is the answer', async () => {
    given(decided);
    expect(await expire()).toEqual(decided.result);
  });

  test('a decision that arrives at the same moment wins or loses, never both', async () => {
    table.meanwhile(() => table.change(...name, decided));
    expect(await expire()).toEqual(decided.result);
    expect(table.get('nc#VISIT#v1', 'VISIT')).not.toHaveProperty('ended');
  });

  test('“not yet” is the answer when the date was moved', async () => {
    given({ expiresAt: '2026-03-20T10:00:00.000Z' });
    expect(await expire()).toEqual({ outcome: 'not-yet', expiresAt: '2026-03-20T10:00:00.000Z' });
    expect(table.get(...name)).toMatchObject({ state: 'open' });
  });

  test('also when the date is moved just now', async () => {
    table.meanwhile(() => table.change(...name, { expiresAt: '2026-03-20T10:00:00.000Z' }));
    expect(await expire()).toMatchObject({ outcome: 'not-yet' });
  });

  test('of a question that was never opened, it is asked again within the hour', async () => {
    table.fill([...cityItems(), ...coreItems(core())]);
    expect(await expire()).toEqual({ outcome: 'not-yet', expiresAt: '2026-03-09T11:00:00.000Z' });
  });
});
