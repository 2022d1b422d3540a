import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf, standing, stepFunctions } from '../ways/machine.ts';
import { holdsOf, stored } from '../ways/table.ts';
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

const HOUR = 3_600_000;
const kill = async (visit: string) => {
  const { executionArn } = (await executionsOf(city, visit)).at(-1);
  return stepFunctions(city, 'StopExecution', { executionArn, error: 'Test', cause: 'killed' });
};
const runs = async (visit: string) =>
  (await executionsOf(city, visit)).map(({ name, status }) => `${name.slice(visit.length + 1)} ${status}`);
const openTasks = async (visit: string): Promise<Json[]> =>
  [...(await stored(city)).values()].filter(
    ({ pk, sk, state }) => pk.endsWith(`#VISIT#${visit}`) && sk.startsWith('TASK#') && state === 'open',
  );
const heldBy = async (visit: string, speakers: string[]) => {
  const holds = await Promise.all(speakers.map(async (speaker) => holdsOf(city, speaker)));
  return holds.map((all) => all.filter((hold) => hold.visit === visit).length);
};
const speakers = ['speaker-003', 'speaker-006', 'speaker-002'];
/** Three seats, in which an employer has released, another has not answered, and a speaker is asked. */
async function threeSeats(school: string, union: string, day: string): Promise<string> {
  const visit = await city.person(school).asksFor({ speakersWanted: 3, slots: [on(day)] });
  await city.person(union).approves(visit, { speakers, reserves: [] });
  await city.person('employer-02').releases(visit);
  return visit;
}

test('an execution is killed while it holds three speakers and asks three people: the next run takes over, each with a new token', async () => {
  const visit = await threeSeats('school-donghu-02', 'union-donghu', '2026-04-15');
  const before = await openTasks(visit);
  expect(before).toHaveLength(3);
  await kill(visit);
  await city.settle();
  expect(await runs(visit)).toEqual(['1-1 ABORTED', '1-2 RUNNING']);
  const after = await openTasks(visit);
  expect(after.map(({ sk, dueAt, expiresAt }) => [sk, dueAt, expiresAt])).toEqual(
    before.map(({ sk, dueAt, expiresAt }) => [sk, dueAt, expiresAt]),
  );
  expect(after.map(({ run }) => run)).toEqual([2, 2, 2]);
  for (const [i, { token }] of after.entries()) expect(token).not.toBe(before[i].token);
  expect(await heldBy(visit, speakers)).toEqual([1, 1, 1]);
  expect(await standing(city, visit)).toBe('awaiting-release');
  // Who has answered the dead execution is not asked again.
  expect((await city.person('employer-02').inbox()).filter(({ visitId }: Json) => visitId === visit)).toEqual([]);
  await goesOn(city, visit, 'closed');
  expect((await happened(city, visit)).filter((type) => type === 'employer-released')).toHaveLength(3);
});

test('an execution is killed while three people decide: nothing that they said is lost', async () => {
  const visit = await threeSeats('school-xihu-02', 'union-xihu', '2026-04-20');
  const asked: [string, string, object][] = [
    ['employer-01', 'employer-release', { outcome: 'release' }],
    ['employer-03', 'employer-release', { outcome: 'release' }],
    ['speaker-002', 'speaker-confirmation', { outcome: 'confirm' }],
  ];
  const ids = await Promise.all(asked.map(async ([who, kind]) => (await city.person(who).task(visit, kind)).id));
  const decisions = asked.map(([who, , body], i) => city.person(who).post(`/v1/tasks/${ids[i]}/decision`, body));
  const [, ...answers] = await Promise.all([kill(visit), ...decisions]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await city.settle();
  expect(await runs(visit)).toEqual(['1-1 ABORTED', '1-2 RUNNING']);
  const { seats } = await city.person('school-xihu-02').visit(visit);
  expect(seats.map(({ status }: Json) => status)).toEqual(['awaiting-speaker', 'awaiting-speaker', 'agreed']);
  expect(await standing(city, visit)).toBe('awaiting-release');
  await goesOn(city, visit, 'confirmed');
});

test('the news that an execution was killed is lost: the sweep notices, and the next run goes on', async () => {
  const visit = await threeSeats('school-wanli-02', 'union-wanli', '2026-04-27');
  const { name: caller } = city.cloud.model.functions.find(({ logicalId }) => logicalId.startsWith('NextRun'))!;
  city.cloud.faults.next({ caller, kind: 'unavailable', times: 100_000 });
  await kill(visit);
  await city.until(city.now() + HOUR);
  expect(await runs(visit)).toEqual(['1-1 ABORTED']);
  // It comes by with the first reminder of an open question, at the latest when one is due.
  const due = (await openTasks(visit)).map(({ dueAt }) => dueAt).sort();
  await city.until(due[0]);
  expect(await runs(visit)).toEqual(['1-1 ABORTED', '1-2 RUNNING']);
  expect(await standing(city, visit)).toBe('awaiting-release');
  await goesOn(city, visit, 'confirmed');
});

test('three executions are killed: the visit is stuck, still holds its speakers, and takes decisions; repaired, it goes on from there', async () => {
  const visit = await threeSeats('school-anyi-02', 'union-anyi', '2026-05-13');
  for (let run = 1; run <= 3; run++) {
    await kill(visit);
    await city.settle();
  }
  expect(await runs(visit)).toEqual(['1-1 ABORTED', '1-2 ABORTED', '1-3 ABORTED']);
  expect((await city.person('school-anyi-02').visit(visit)).status).toBe('stuck');
  expect(await heldBy(visit, speakers)).toEqual([1, 1, 1]);
  expect(await openTasks(visit)).toHaveLength(3);
  await city.person('employer-03').releases(visit);
  await city.until(city.now() + HOUR);
  expect(await runs(visit)).toHaveLength(3);

  // What docs/operations.md says about VisitStuck.
  const { pk, sk } = [...(await stored(city)).values()].find((item) => item.sk === 'VISIT' && item.id === visit)!;
  await documents.send(
    new UpdateCommand({
      ...{ TableName: city.cloud.model.tables[0]!.name, Key: { pk, sk } },
      UpdateExpression: 'SET #run = :run, sweep = :sweep, nextReminderAt = :now REMOVE stuck',
      ExpressionAttributeNames: { '#run': 'run' },
      ExpressionAttributeValues: {
        ...{ ':run': 4, ':sweep': `${pk.split('#')[0]}#SWEEP`, ':now': new Date(city.now()).toISOString() },
      },
    }),
  );
  await city.settle();
  expect((await runs(visit)).at(-1)).toBe('1-4 RUNNING');
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect((await city.person('employer-03').inbox()).filter(({ visitId }: Json) => visitId === visit)).toEqual([]);
  await goesOn(city, visit, 'confirmed');
  expect(await heldBy(visit, speakers)).toEqual([1, 1, 1]);
});

test('a stuck visit can be cancelled: its speakers are free again and nobody is asked', async () => {
  const visit = await threeSeats('school-jinxian-02', 'union-jinxian', '2026-05-27');
  for (let run = 1; run <= 3; run++) {
    await kill(visit);
    await city.settle();
  }
  await city.person('school-jinxian-02').cancels(visit);
  expect((await city.person('school-jinxian-02').visit(visit)).status).toBe('cancelled');
  expect(await heldBy(visit, speakers)).toEqual([0, 0, 0]);
  expect(await openTasks(visit)).toEqual([]);
  expect(await runs(visit)).toHaveLength(3);
});
