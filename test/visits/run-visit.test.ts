import { SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/visits/run-visit.handler.ts';
import type { Visit } from '../../functions/visits/visit.ts';
import { CITY } from '../support/city.ts';
import { allDone, awsError, batch, failedFrom } from '../support/stream.ts';
import { today, visit } from '../support/visit.ts';

process.env.VISIT_MACHINE_ARN = 'arn:aws-cn:states:cn-north-1:111111111111:stateMachine:Visits';
const stepFunctions = mockClient(SFNClient);
beforeEach(() => {
  stepFunctions.reset();
  stepFunctions.onAnyCommand().resolves({});
});
const started = () => stepFunctions.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input);
const stopped = () => stepFunctions.commandCalls(StopExecutionCommand).map(({ args: [{ input }] }) => input);
const changes = (before: Partial<Visit> | undefined, after: Partial<Visit>) =>
  handler(batch([before && visit(before), visit(after)]));

test('a new visit starts its execution, under a name by which it starts only once', async () => {
  expect(await changes(undefined, {})).toEqual(allDone);
  expect(started()).toMatchObject([{ stateMachineArn: process.env.VISIT_MACHINE_ARN, name: 'v1-1-1' }]);
  expect(JSON.parse(started()[0]!.input!)).toEqual({ city: CITY, visit: 'v1', epoch: 1, run: 1 });
});

test('that it exists already is fine', async () => {
  stepFunctions.on(StartExecutionCommand).rejects(awsError('ExecutionAlreadyExists'));
  expect(await changes(undefined, {})).toEqual(allDone);
});

test('the next run is started; the dead one is left alone', async () => {
  await changes({ run: 1 }, { run: 2 });
  expect(started()).toMatchObject([{ name: 'v1-1-2' }]);
  expect(stopped()).toEqual([]);
});

describe('a new epoch', () => {
  test('stops the old execution and starts the next', async () => {
    await changes({ epoch: 1, run: 2 }, { epoch: 2, run: 1 });
    expect(stopped()).toMatchObject([{ executionArn: 'arn:aws-cn:states:cn-north-1:111111111111:execution:Visits:v1-1-2' }]);
    expect(started()).toMatchObject([{ name: 'v1-2-1' }]);
  });

  test('that ends the visit starts nothing; that the old one is gone is fine', async () => {
    stepFunctions.on(StopExecutionCommand).rejects(awsError('ExecutionDoesNotExist'));
    const ended = { status: 'cancelled' as const, at: today.toISOString(), reasons: [] };
    expect(await changes({ epoch: 1 }, { epoch: 2, ended })).toEqual(allDone);
    expect(stopped()).toHaveLength(1);
    expect(started()).toEqual([]);
  });
});

test('a visit that was recorded afterwards is over from the beginning: nothing starts', async () => {
  const ended = { status: 'closed' as const, at: today.toISOString(), reasons: [] };
  expect(await changes(undefined, { origin: 'recorded', ended })).toEqual(allDone);
  expect(stepFunctions.calls()).toEqual([]);
});

test('any other change, a stuck visit and a deleted one start nothing', async () => {
  await changes({}, { round: 2, version: 4 });
  await changes({ run: 3 }, { run: 3, stuck: true });
  await handler(batch([visit(), undefined]));
  expect(stepFunctions.calls()).toEqual([]);
});

test('when the service is away, this record and those behind it come again', async () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  stepFunctions.on(StartExecutionCommand).rejectsOnce(awsError('ThrottlingException')).resolves({});
  expect(await handler(batch([undefined, visit()], [undefined, visit({ id: 'v2' })]))).toEqual(failedFrom(1));
  expect(started()).toHaveLength(1);
  said.mockRestore();
});
