import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { handler as ask } from '../../functions/decisions/ask.handler.ts';
import { handler as tasksApi } from '../../functions/decisions/tasks-api.handler.ts';
import { INBOX, inboxOf, taskKey } from '../../functions/platform/keys.ts';
import { handler as visitsApi } from '../../functions/visits/visits-api.handler.ts';
import { CITY, cityItems } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, seat, task, today, visit } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());

const given = core({ visit: visit({ approved: { 1: 1 } }), seats: [seat(1, 's1', { version: 2 })] });
beforeEach(() => table.fill([...cityItems(), ...identityItems(), ...coreItems(given)]));

const question = task('speaker-confirmation', { seat: 1, party: 's1' });
const { pk, sk } = taskKey(CITY, 'v1', '1.speaker-confirmation.1.1');
const isAsked = () => table.change(pk, sk, { ...question, [INBOX.pk]: inboxOf(CITY, 's1') });
const change = async (name: string, body: object) =>
  send(visitsApi, 'POST', `/v1/visits/v1/${name}`, { token: await oidc.token('superior'), body });
const why = { reasonCode: 'other' };
const slots = [{ start: '2026-04-02T14:00:00+08:00', end: '2026-04-02T15:30:00+08:00' }];

test.each([
  ['cancelled', 'cancel', why],
  ['moved', 'reschedule', { ...why, slots }],
  ['withdrawn from', 'withdraw', { ...why, seat: 1 }],
])('a visit is %s in the very moment in which somebody is asked: the question is closed right after', async (_, name, body) => {
  table.meanwhile(isAsked);
  expect(await change(name, body)).toMatchObject({ status: 200 });
  expect(table.get(pk, sk)).toMatchObject({ state: 'closed', result: { outcome: 'closed' } });
  expect(table.get(pk, sk)).not.toHaveProperty(INBOX.pk);
  const decision = { token: await oidc.token('worker'), body: { outcome: 'confirm' } };
  expect((await send(tasksApi, 'POST', `/v1/tasks/v1.1.speaker-confirmation.1.1/decision`, decision)).body.type).toBe(
    'task-closed',
  );
});

test('somebody is about to be asked when the visit is cancelled: the question is not opened', async () => {
  table.meanwhile(() => {
    table.change(`${CITY}#VISIT#v1`, 'VISIT', { epoch: 2, version: 9, ended: undefined });
    table.change(`${CITY}#VISIT#v1`, 'SEAT#1', { version: 3 });
  });
  const ids = { city: CITY, visit: 'v1', epoch: 1, run: 1 };
  await ask({ ...ids, step: 'speaker-confirmation', seat: 1, round: 1, token: 'late' });
  expect(table.under('TASK#')).toEqual([]);
});

test('somebody answers what the cancellation has just closed: told so, and nothing of it has an effect', async () => {
  isAsked();
  table.meanwhile(() => {
    table.change(pk, sk, { state: 'closed', result: { outcome: 'closed' } });
    table.change(`${CITY}#VISIT#v1`, 'VISIT', { epoch: 2, version: 9 });
  });
  const body = { outcome: 'confirm' };
  const answer = await send(tasksApi, 'POST', `/v1/tasks/v1.1.speaker-confirmation.1.1/decision`, {
    ...{ token: await oidc.token('worker'), body },
  });
  expect(answer).toMatchObject({ status: 409, body: { type: 'task-closed' } });
  expect(table.get(`${CITY}#VISIT#v1`, 'SEAT#1')).not.toHaveProperty('speakerConfirmedAt');
  expect(table.under('EVENT#')).toEqual([]);
});
