import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/decisions/wake.handler.ts';
import { allDone, awsError, batch, failedFrom } from '../support/stream.ts';
import { task } from '../support/visit.ts';

const stepFunctions = mockClient(SFNClient);
const sent = () => stepFunctions.commandCalls(SendTaskSuccessCommand).map(({ args: [{ input }] }) => input);
const result = { outcome: 'approve' };
const open = task('union-approval', { token: 'first' });
const { token: _, ...unasked } = open;
const decided = { ...open, state: 'decided' as const, result };
const lines: string[] = [];

beforeEach(() => {
  stepFunctions.reset();
  stepFunctions.on(SendTaskSuccessCommand).resolves({});
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
});
afterEach(() => void vi.restoreAllMocks());

describe('the workflow is woken', () => {
  test('when a decision is made: with the outcome, as a success', async () => {
    expect(await handler(batch([open, decided]))).toEqual(allDone);
    expect(sent()).toEqual([{ taskToken: 'first', output: JSON.stringify(result) }]);
  });

  test('when a question that is already decided is asked again: with the new token', async () => {
    await handler(batch([decided, { ...decided, token: 'second', run: 2 }]));
    expect(sent()).toMatchObject([{ taskToken: 'second' }]);
  });

  test('when a task expired or was closed: these are outcomes too', async () => {
    const expired = { ...open, state: 'expired' as const, result: { outcome: 'expired' } };
    const closed = { ...open, state: 'closed' as const, result: { outcome: 'closed' } };
    await handler(batch([open, expired], [open, closed]));
    expect(sent().map(({ output }) => output)).toEqual(['{"outcome":"expired"}', '{"outcome":"closed"}']);
  });
});

describe('the workflow is left alone', () => {
  test.each<[string, object | undefined, object | undefined]>([
    ['when a question is asked', undefined, open],
    ['when the question gets a new token', open, { ...open, token: 'second' }],
    ['when nobody waits for the decision', unasked, { ...unasked, state: 'decided', result }],
    ['when something else of a decided task changes', decided, { ...decided, escalatedTo: 'city-union' }],
    ['when a task is deleted', decided, undefined],
  ])('%s', async (_, before, after) => {
    expect(await handler(batch([before, after]))).toEqual(allDone);
    expect(sent()).toEqual([]);
  });
});

test.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
  '%s is an answer: the workflow went on already',
  async (name) => {
    stepFunctions.on(SendTaskSuccessCommand).rejects(awsError(name));
    expect(await handler(batch([open, decided]))).toEqual(allDone);
  },
);

test('a fault brings this record and those behind it again, those before it not', async () => {
  stepFunctions.on(SendTaskSuccessCommand).resolvesOnce({}).rejectsOnce(awsError('ThrottlingException')).resolves({});
  expect(await handler(batch([open, decided], [open, decided], [open, decided]))).toEqual(failedFrom(2));
  expect(sent()).toHaveLength(2);
});

test('an item that cannot be read is a fault of its own record', async () => {
  expect(await handler(batch([undefined, { ...decided, step: 'dance' }]))).toEqual(failedFrom(1));
});

test('neither the token nor what was decided stands in the log', async () => {
  await handler(batch([open, { ...decided, decision: { body: { text: '个人原因' }, at: open.openedAt } }]));
  stepFunctions.on(SendTaskSuccessCommand).rejects(awsError('ThrottlingException'));
  await handler(batch([open, decided]));
  expect(lines).toHaveLength(2);
  expect(lines.join()).not.toMatch(/first|个人/);
});
