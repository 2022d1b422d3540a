import { beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { loadKey } from '../../functions/platform/keys.ts';
import { listSpeakers } from '../../functions/talent/contract.ts';
import { handler } from '../../functions/talent/talent-api.handler.ts';
import { CITY, cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';

vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T01:00:00.000Z') });
const table = fakeTable();
const oidc = issuer();
/** s1 has one visit this week, three this month, and others that are over or to come. */
const load = { speaker: 's1', version: 4, counts: { '2026-W09': 5, '2026-W10': 1, '2026-03': 3, '2026-04': 7 } };
beforeEach(() => table.fill([...cityItems(), ...identityItems(), { ...loadKey(CITY, 's1'), ...load }]));

const read = async (who: keyof typeof people, path = '') =>
  (await send(handler, 'GET', `/v1/speakers${path}`, { token: await oidc.token(who) })).body;

test('a union sees how many visits each speaker has in the present week and month', async () => {
  const body = await read('officer');
  expect(body.speakers.map(({ id, load }: { id: string; load: object }) => [id, load])).toEqual([
    ['s1', { week: 1, month: 3 }],
    ...['s2', 's3', 's4', 's5'].map((id) => [id, { week: 0, month: 0 }]),
  ]);
  expect(z.safeParse(listSpeakers.answer, body).error).toBeUndefined();
  expect((await read('officer', '/s1')).load).toEqual({ week: 1, month: 3 });
});

test('an employer sees it of its own people, a speaker of themselves; a school does not', async () => {
  expect((await read('manager')).speakers.map(({ id }: { id: string }) => id)).toEqual(['s1', 's2']);
  expect((await read('manager')).speakers[0].load).toEqual({ week: 1, month: 3 });
  expect((await read('worker')).speakers).toMatchObject([{ id: 's1', load: { week: 1, month: 3 } }]);
  expect(JSON.stringify(await read('teacher'))).not.toContain('"load"');
  expect((await read('teacher', '/s1')).load).toBeUndefined();
});
