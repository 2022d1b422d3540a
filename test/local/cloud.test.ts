import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud.ts';
import { things } from './fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

let stack: ReturnType<typeof things>;
const clouds: Cloud[] = [];
beforeEach(() => {
  stack = things();
});
afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.stop()));
  stack.remove();
});

async function cloud(options: Partial<CloudOptions> = {}): Promise<Cloud> {
  const started = await startCloud({ template: stack.template, dynamodb: process.env.DYNAMODB_LOCAL_ENDPOINT, ...options });
  clouds.push(started);
  return started;
}

const DAY = 86_400_000;
const post = (to: Cloud, id: string) => fetch(`${to.url}/things`, { method: 'POST', body: JSON.stringify({ id }) });
const get = async (from: Cloud, id: string) => (await fetch(`${from.url}/things/${id}`)).json();

test('a request, its stream record, its execution and its event go their way through the days', async () => {
  const city = await cloud({ clock: '2026-03-02T09:00:00+08:00' });
  expect(city.model.outputs.Url).toBe(city.url);
  expect((await post(city, 'good')).status).toBe(201);
  expect((await post(city, 'bad')).status).toBe(201);
  await city.clock.advanceTo(city.clock.now() + 2 * DAY);
  expect(await get(city, 'good')).toEqual({ state: 'new' });
  await city.clock.advanceTo(city.clock.now() + 2 * DAY);
  expect(await get(city, 'good')).toEqual({ state: 'done', since: expect.stringMatching(/^2026-03-05T01:0/) });
  expect(city.logs('Told')).toEqual(Array(3).fill('bad FAILED'));
  expect(city.deadLetters()).toHaveLength(1);
});

test('what no policy allows is refused to a function as AWS would, and to nobody else', async () => {
  const city = await cloud();
  const event = { requestContext: { http: { method: 'POST' } }, body: JSON.stringify({ id: 'other' }) };
  expect(await city.invoke('Api', event)).toMatchObject({
    error: {
      errorMessage:
        'com.amazon.coral.service#AccessDeniedException ' +
        'User: arn:aws:sts::111111111111:assumed-role/Things-Role/Things-Api is not authorized to perform: dynamodb:PutItem ' +
        'on resource: arn:aws:dynamodb:us-east-1:111111111111:table/Things-Table ' +
        'because no identity-based policy allows the dynamodb:PutItem action',
    },
  });
  // Whoever looks in from outside is not a function.
  const response = await fetch(city.dynamodbUrl, {
    method: 'POST',
    headers: {
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      authorization: 'AWS4-HMAC-SHA256 Credential=LOCAL/d/r/s/aws4_request',
    },
    body: JSON.stringify({ TableName: 'Things-Table', Key: { pk: { S: 'other' } } }),
  });
  expect([response.status, await response.json()]).toEqual([200, {}]);
});

test('a state machine invokes only functions that its role names', async () => {
  const file = JSON.parse(readFileSync(stack.template, 'utf8'));
  const statements = file.Resources.Policy.Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[];
  statements.find(({ Action }) => Action === 'lambda:InvokeFunction')!.Resource = { 'Fn::GetAtt': ['Told', 'Arn'] };
  writeFileSync(stack.template, JSON.stringify(file));
  const city = await cloud();
  const [machine] = city.model.stateMachines;
  await post(city, 'good');
  await city.clock.advanceTo(city.clock.now() + 4 * DAY);
  expect(await get(city, 'good')).toEqual({ state: 'new' });
  const executionArn = `${machine!.arn.replace(':stateMachine:', ':execution:')}:good`;
  expect(city.stepFunctions.call('DescribeExecution', { executionArn })).toMatchObject({
    ...{ status: 'FAILED', error: 'Lambda.AWSLambdaException' },
    cause: expect.stringMatching(
      /Things-Role\/Things-Machine is not authorized to perform: lambda:InvokeFunction on .*Things-Work/,
    ),
  });
});

test('the service speaks the protocol of Step Functions to whoever asks', async () => {
  const city = await cloud();
  const response = await fetch(city.stepFunctionsUrl, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSStepFunctions.ListStateMachines' },
    body: '{}',
  });
  expect(await response.json()).toMatchObject({ stateMachines: [{ name: 'Things-Machine' }] });
});

test('data and time outlive a restart, and the seed is sown once', async () => {
  let seeds = 0;
  const options: Partial<CloudOptions> = {
    dir: stack.dir,
    clock: '2030-01-01T00:00:00Z',
    seed: async ({ call, tableName, now }) => {
      seeds++;
      const since = { S: new Date(now()).toISOString().slice(0, 10) };
      await call('PutItem', { TableName: tableName(), Item: { pk: { S: 'seeded' }, state: { S: 'new' }, since } });
    },
  };
  const first = await cloud(options);
  await post(first, 'good');
  await first.clock.advanceTo(first.clock.now() + 2 * DAY);
  await first.stop();
  const second = await cloud({ ...options, clock: '2020-01-01T00:00:00Z' });
  expect(seeds).toBe(1);
  expect(new Date(second.clock.now()).toISOString()).toMatch(/^2030-01-03/);
  await second.clock.advanceTo(second.clock.now() + 2 * DAY);
  expect(await get(second, 'seeded')).toEqual({ state: 'done', since: expect.stringMatching(/^2030-01-04/) });
  expect(await get(second, 'good')).toMatchObject({ state: 'done' });
});

test('what ends in an error ends everything that had begun', async () => {
  const busy = await cloud();
  const port = Number(new URL(busy.url).port);
  await expect(cloud({ port, dir: stack.dir })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(cloud({ dir: stack.dir, seed: () => Promise.reject(new Error('no seed')) })).rejects.toThrow('no seed');
  // The folder is free again, and the interrupted seed is sown anew.
  let seeded = false;
  const after = await cloud({
    dir: stack.dir,
    seed: async () => {
      seeded = true;
    },
  });
  expect(seeded).toBe(true);
  expect(after.deadLetters()).toEqual([]);
});
