import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf, standing } from '../ways/machine.ts';
import { stored } from '../ways/table.ts';
import { goesOn, happened, on } from '../ways/way.ts';

let city: SampleCity;
let documents: DynamoDBDocumentClient;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(city.cloud.aws));
});
afterEach(() => city.cloud.faults.clear());
afterAll(() => {
  documents.destroy();
  return city.end();
});

const caller = (logicalId: string) => city.cloud.model.functions.find((each) => each.logicalId.startsWith(logicalId))!.name;
const visitOf = async (school: string, wish: object) => city.person(school).asksFor({ speakerId: 'speaker-002', ...wish });
const taskItem = async (id: string) => {
  const [visit, name] = [id.slice(0, id.indexOf('.')), id.slice(id.indexOf('.') + 1)];
  return [...(await stored(city)).values()].find(({ pk, sk }) => pk.endsWith(`#VISIT#${visit}`) && sk === `TASK#${name}`)!;
};

/** The clock jumps while something is under way, which letting time pass would wait for. */
const jumpsTo = (instant: number) =>
  Atomics.add(new BigInt64Array(city.cloud.clock.shared), 0, BigInt(Math.ceil(instant - city.now())));

/** What the workflow tells the time-out's function. */
async function questionOf(id: string): Promise<object> {
  const { city, visit, epoch, step, seat, round } = (await taskItem(id)) as Record<string, unknown>;
  return { city, visit, epoch, step, seat, round };
}
/** What the time-out's function answers. */
async function expires(question: object): Promise<unknown> {
  const answer = await city.cloud.invoke('Expire', question);
  return 'payload' in answer ? answer.payload : answer;
}

/** A decision that is sent just before its time is over, and is held up until `goesThrough`; resolves once it is on its way. */
function sendsHeldUp(who: string, id: string, goesThrough: () => boolean): Promise<{ answer: Promise<Answer> }> {
  return new Promise((underWay) => {
    city.cloud.faults.next({
      ...{ caller: caller('TasksApi'), action: 'TransactWriteItems', kind: 'conflict', times: 1000 },
      match: () => {
        underWay({ answer });
        return !goesThrough();
      },
    });
    const answer = city.person(who).post(`/v1/tasks/${id}/decision`, { outcome: 'approve' });
  });
}

/** What becomes of the task and the visit: one outcome, told once. */
async function outcomeOf(visit: string, id: string) {
  const { state, decision } = (await taskItem(id)) as unknown as { state: string; decision: { body: { outcome: string } } };
  const told = (await happened(city, visit)).filter((type) => ['union-approved', 'step-expired'].includes(type));
  return { state, outcome: decision.body.outcome, told };
}

test('a decision and the time-out at the same instant: the time-out is first, the decision is told that it comes too late', async () => {
  const visit = await visitOf('school-donghu-02', { slots: [on('2026-03-20')] });
  const union = city.person('union-donghu');
  const { id, expiresAt } = await union.task(visit, 'union-approval');
  await city.until(Date.parse(expiresAt) - 600_000);
  const question = await questionOf(id);
  let isOver = false;
  const { answer } = await sendsHeldUp('union-donghu', id, () => isOver);
  jumpsTo(Date.parse(expiresAt));
  expect(await expires(question)).toEqual({ outcome: 'expired' });
  isOver = true;
  // A client comes again when told that the system is busy.
  const decision = { outcome: 'approve' };
  const heard = (await answer).status === 503 ? union.post(`/v1/tasks/${id}/decision`, decision) : answer;
  expect(await heard).toMatchObject({ status: 409, body: { type: 'task-expired', record: { status: 'expired' } } });
  await city.until(Date.parse(expiresAt) + 3_600_000);
  expect(await outcomeOf(visit, id)).toEqual({ state: 'expired', outcome: 'expired', told: ['step-expired'] });
  expect(await standing(city, visit)).toBe('expired');
  expect((await union.post(`/v1/tasks/${id}/decision`, decision)).body.type).toBe('task-expired');
});

test('a decision and the time-out at the same instant: the decision is first, the time-out answers with it', async () => {
  const visit = await visitOf('school-xihu-02', { slots: [on('2026-03-30')] });
  const { id, expiresAt } = await city.person('union-xihu').task(visit, 'union-approval');
  await city.until(Date.parse(expiresAt) - 600_000);
  const question = await questionOf(id);
  let expiring = false;
  let decided = false;
  // The time-out, or the sweep, has read the open task, and the decision gets in before it writes.
  for (const expirer of ['Expire', 'Sweep'].map(caller)) {
    city.cloud.faults.next({
      ...{ caller: expirer, action: 'TransactWriteItems', kind: 'conflict', times: 1000 },
      match: () => {
        expiring = true;
        return !decided;
      },
    });
  }
  const { answer } = await sendsHeldUp('union-xihu', id, () => expiring);
  const answered = answer.finally(() => {
    decided = true;
  });
  jumpsTo(Date.parse(expiresAt));
  expect(await expires(question)).toMatchObject({ outcome: 'approve', next: 'employers-first' });
  expect(await answered).toMatchObject({ status: 200, body: { status: 'decided' } });
  await city.until(Date.parse(expiresAt) + 3_600_000);
  expect(await outcomeOf(visit, id)).toEqual({ state: 'decided', outcome: 'approve', told: ['union-approved'] });
  expect(await standing(city, visit)).toBe('awaiting-release');
  await goesOn(city, visit, 'confirmed');
});

test('decided between the time-out and the question that is asked again: the new token is woken at once', async () => {
  const visit = await visitOf('school-anyi-02', { slots: [on('2026-04-20')] });
  const union = city.person('union-anyi');
  const { id, expiresAt } = await union.task(visit, 'union-approval');
  const { pk, sk, token } = await taskItem(id);
  const later = new Date(Date.parse(expiresAt) + 3 * 24 * 3_600_000).toISOString();
  await documents.send(
    new UpdateCommand({
      ...{ TableName: city.cloud.model.tables[0]!.name, Key: { pk, sk } },
      UpdateExpression: 'SET expiresAt = :later, nextReminderAt = :later',
      ExpressionAttributeValues: { ':later': later },
    }),
  );
  // The token times out, the date was moved, and asking again fails: nobody waits for the answer now.
  city.cloud.faults.next({ caller: caller('Ask'), action: 'TransactWriteItems', kind: 'unavailable', times: 1000 });
  await city.until(Date.parse(expiresAt) + 2000);
  expect(city.cloud.faults.struck.map((fault) => fault.caller)).toContain(caller('Ask'));
  await union.approves(visit);
  expect((await city.person('union-city').visit(visit)).seats[0].status).toBe('awaiting-speaker');
  expect(await city.person('speaker-002').inbox()).toEqual([]);

  city.cloud.faults.clear();
  await city.until(Date.parse(expiresAt) + 600_000);
  expect((await city.person('speaker-002').inbox()).map(({ visitId }) => visitId)).toEqual([visit]);
  expect(await standing(city, visit)).toBe('awaiting-release');
  const answered = await taskItem(id);
  expect(answered.token).not.toBe(token);
  expect(city.now()).toBeLessThan(Date.parse(later));
  expect((await executionsOf(city, visit)).map(({ status }) => status)).toEqual(['RUNNING']);
  expect(await happened(city, visit)).toEqual(['requested', 'speakers-proposed', 'union-approved']);
  await goesOn(city, visit, 'confirmed');
});
