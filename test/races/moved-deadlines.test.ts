import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf, historyOf, standing } from '../ways/machine.ts';
import { stored } from '../ways/table.ts';
import { goesOn, happened, on } from '../ways/way.ts';

let city: SampleCity;
let documents: DynamoDBDocumentClient;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(city.cloud.aws));
});
afterAll(() => {
  documents.destroy();
  return city.end();
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const after = (instant: string | number, milliseconds: number) =>
  new Date((typeof instant === 'number' ? instant : Date.parse(instant)) + milliseconds).toISOString();

const taskItem = async (id: string) => {
  const [visit, name] = [id.slice(0, id.indexOf('.')), id.slice(id.indexOf('.') + 1)];
  return [...(await stored(city)).values()].find(({ pk, sk }) => pk.endsWith(`#VISIT#${visit}`) && sk === `TASK#${name}`)!;
};
/** Moves the dates of an open task, as somebody who changes a city's calendar would. */
async function moves(id: string, dates: { dueAt: string; expiresAt: string }): Promise<void> {
  const { pk, sk } = await taskItem(id);
  await documents.send(
    new UpdateCommand({
      ...{ TableName: city.cloud.model.tables[0]!.name, Key: { pk, sk } },
      UpdateExpression: 'SET dueAt = :due, expiresAt = :over, nextReminderAt = :due',
      ExpressionAttributeValues: { ':due': dates.dueAt, ':over': dates.expiresAt },
    }),
  );
  await city.settle();
}
const tasksOf = async (visit: string) =>
  [...(await stored(city)).values()].filter(({ sk, visit: of }) => of === visit && sk.startsWith('TASK#'));
const asked = async (who: string, visit: string): Promise<string[]> =>
  (await city.person(who).inbox()).filter(({ visitId }: Json) => visitId === visit).map(({ id }: Json) => id);
const runs = async (visit: string) => (await executionsOf(city, visit)).map(({ status }) => status);
const entered = async (visit: string, name: string) =>
  (await historyOf(city, visit)).filter(({ stateEnteredEventDetails: it }) => it?.name === name).length;

test('moved later while it waits: the old time-out asks the same question again, and nothing expires before the new date', async () => {
  const visit = await city.person('school-donghu-02').asksFor({ speakerId: 'speaker-002', slots: [on('2026-04-15')] });
  const union = city.person('union-donghu');
  const { id, dueAt, expiresAt } = await union.task(visit, 'union-approval');
  const { token } = await taskItem(id);
  const later = { dueAt: after(dueAt, 7 * DAY), expiresAt: after(expiresAt, 7 * DAY) };
  await moves(id, later);
  await city.until(after(expiresAt, MINUTE));
  expect(await entered(visit, 'Await union decision: the time is over')).toBe(1);
  expect(await entered(visit, 'Await union decision')).toBe(2);
  expect(await asked('union-donghu', visit)).toEqual([id]);
  const again = await taskItem(id);
  expect(again).toMatchObject({ state: 'open', ...later });
  expect(again.token).not.toBe(token);
  expect(await tasksOf(visit)).toHaveLength(1);
  // Its superior is added at the new date, not at the old one.
  expect(await asked('union-city', visit)).toEqual([]);
  await city.until(after(later.dueAt, MINUTE));
  expect(await asked('union-city', visit)).toEqual([id]);
  await city.until(after(later.expiresAt, -15 * MINUTE));
  await union.approves(visit);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect(await runs(visit)).toEqual(['RUNNING']);
  await goesOn(city, visit, 'confirmed');
});

test('moved later twice: the silence counts from the last date only', async () => {
  const visit = await city.person('school-xihu-02').asksFor({ speakerId: 'speaker-004', slots: [on('2026-05-20')] });
  const { id, expiresAt } = await city.person('union-xihu').task(visit, 'union-approval');
  const dates = [after(expiresAt, 3 * DAY), after(expiresAt, 5 * DAY)];
  let over = expiresAt as string;
  for (const date of dates) {
    await moves(id, { dueAt: date, expiresAt: date });
    await city.until(after(over, MINUTE));
    expect(await asked('union-xihu', visit)).toEqual([id]);
    over = date;
  }
  await city.until(after(over, MINUTE));
  expect(await standing(city, visit)).toBe('expired');
  expect((await happened(city, visit)).filter((type) => type === 'step-expired')).toHaveLength(1);
  expect(await tasksOf(visit)).toHaveLength(1);
});

test('moved earlier while it waits: the sweep lets it expire, and the workflow does not wait for its old time-out', async () => {
  const visit = await city.person('school-gaoxin-02').asksFor({ slots: [on('2026-05-27')] });
  await city.person('union-gaoxin').approves(visit, { speakers: ['speaker-001'], reserves: ['speaker-002'] });
  const { id, expiresAt } = await city.person('employer-01').task(visit, 'employer-release');
  const soon = after(city.now(), 20 * MINUTE);
  await moves(id, { dueAt: soon, expiresAt: soon });
  await city.until(after(soon, 20 * MINUTE));
  expect(city.now()).toBeLessThan(Date.parse(expiresAt));
  expect(await taskItem(id)).toMatchObject({ state: 'expired', result: { outcome: 'expired' } });
  expect(await asked('employer-01', visit)).toEqual([]);
  // The reserve is asked at once; the step never timed out by itself.
  expect(await asked('speaker-002', visit)).toHaveLength(1);
  expect(await entered(visit, 'Await employer release: the time is over')).toBe(0);
  expect(await standing(city, visit)).toBe('awaiting-release');
  await city.person('speaker-002').confirms(visit, 'speaker-confirmation');
  // The old date comes and changes nothing.
  const before = await happened(city, visit);
  await goesOn(city, visit, 'confirmed');
  await city.until(after(expiresAt, DAY));
  expect(await happened(city, visit)).toEqual([...before, 'school-confirmed']);
  expect(await standing(city, visit)).toBe('confirmed');
});

test('moved earlier and decided before the sweep comes by: too late is too late, whoever records it', async () => {
  const visit = await city.person('school-anyi-02').asksFor({ speakerId: 'speaker-006', slots: [on('2026-06-03')] });
  const { id } = await city.person('union-anyi').task(visit, 'union-approval');
  // Just after a sweep, so that the next is a quarter of an hour away.
  await city.until(Math.ceil(city.now() / (15 * MINUTE)) * 15 * MINUTE + MINUTE);
  const now = after(city.now(), 0);
  await moves(id, { dueAt: now, expiresAt: now });
  const answer = await city.person('union-anyi').post(`/v1/tasks/${id}/decision`, { outcome: 'approve' });
  expect(answer).toMatchObject({ status: 409, body: { type: 'task-expired' } });
  await city.until(city.now() + 20 * MINUTE);
  expect(await standing(city, visit)).toBe('expired');
  expect((await happened(city, visit)).filter((type) => type === 'step-expired')).toHaveLength(1);
});

test('moved earlier and then later again: it is open until the last date, and one answer counts', async () => {
  const visit = await city.person('school-wanli-02').asksFor({ speakerId: 'speaker-007', slots: [on('2026-06-17')] });
  const union = city.person('union-wanli');
  const { id, dueAt, expiresAt } = await union.task(visit, 'union-approval');
  const soon = after(city.now(), 60 * MINUTE);
  await moves(id, { dueAt: soon, expiresAt: soon });
  await moves(id, { dueAt, expiresAt: after(expiresAt, 2 * DAY) });
  await city.until(after(expiresAt, DAY));
  expect(await asked('union-wanli', visit)).toEqual([id]);
  await union.approves(visit);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect(await runs(visit)).toEqual(['RUNNING']);
});
