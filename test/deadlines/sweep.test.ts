import 'aws-sdk-client-mock-vitest/extend';
import { DescribeExecutionCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/deadlines/sweep.handler.ts';
import type { Task } from '../../functions/decisions/task.ts';
import { taskName } from '../../functions/decisions/task.ts';
import { INBOX, inboxOf, SWEEP, sweepOf, taskKey, visitKey } from '../../functions/platform/keys.ts';
import { CITY, cityItems } from '../support/city.ts';
import { awsError } from '../support/stream.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, task, today, visit } from '../support/visit.ts';

process.env.VISIT_MACHINE_ARN = 'arn:aws:states:us-east-1:111111111111:stateMachine:Visits';
const table = fakeTable();
const stepFunctions = mockClient(SFNClient);
const lines: string[] = [];
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => {
  stepFunctions.reset();
  stepFunctions.on(DescribeExecutionCommand).resolves({ status: 'RUNNING' });
  stepFunctions.on(SendTaskSuccessCommand).resolves({});
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
});
afterEach(() => void vi.restoreAllMocks());

const due = task('union-approval').dueAt;
const over = task('union-approval').expiresAt;
/** Tasks as `ask` opens them, each of a visit of its own. */
function given(...tasks: Task[]) {
  const items = tasks.flatMap((one) => [
    ...coreItems(core({ visit: visit({ id: one.visit }) })),
    {
      ...taskKey(CITY, one.visit, taskName(one)),
      ...one,
      [INBOX.pk]: inboxOf(CITY, one.party),
      [SWEEP.pk]: sweepOf(CITY),
      [SWEEP.sk]: one.dueAt,
    },
  ]);
  table.fill([...cityItems(), ...items]);
}
async function sweepAt(instant: string) {
  vi.setSystemTime(new Date(instant));
  await handler();
}
const tasks = () => table.under('TASK#');
const events = () => table.under('EVENT#').map(({ type }) => type);
const woken = () => stepFunctions.commandCalls(SendTaskSuccessCommand).map(({ args: [{ input }] }) => input.taskToken);

describe('a late task', () => {
  beforeEach(() => given(task('union-approval')));

  test('is left alone until it is due', async () => {
    await sweepAt('2026-03-05T09:59:59.999Z');
    expect(tasks()).toMatchObject([{ state: 'open', [SWEEP.sk]: due }]);
    expect(events()).toEqual([]);
  });

  test('gets the superior, once, however often the sweep comes; the union may still decide', async () => {
    await sweepAt(due);
    await sweepAt('2026-03-05T10:15:00.000Z');
    await sweepAt('2026-03-06T10:00:00.000Z');
    expect(tasks()).toMatchObject([
      { escalatedTo: 'city-union', escalatedInbox: `${CITY}#city-union`, inbox: `${CITY}#district-union` },
    ]);
    expect(events()).toEqual(['superior-added']);
    expect(woken()).toEqual([]);
  });

  test('that has its superior already, and is due again because its date was moved, gets no second one', async () => {
    given(task('union-approval', { escalatedTo: 'city-union' }));
    await sweepAt(due);
    expect(tasks()).toMatchObject([{ escalatedTo: 'city-union', [SWEEP.sk]: over }]);
    expect(events()).toEqual([]);
  });

  test('expires when its time is over, and the workflow is told', async () => {
    await sweepAt(over);
    expect(tasks()).toMatchObject([{ state: 'expired', result: { outcome: 'expired' } }]);
    await sweepAt('2026-03-09T10:15:00.000Z');
    expect(woken()).toEqual(['token-of-union-approval']);
  });

  test('of the city union, which has nobody above it, only waits for its end', async () => {
    given(task('union-approval', { party: 'city-union' }));
    await sweepAt(due);
    expect(tasks()).toMatchObject([{ state: 'open', [SWEEP.sk]: over }]);
    expect(tasks()[0]).not.toHaveProperty('escalatedTo');
    expect(events()).toEqual([]);
  });

  test('of a speaker goes to the union that owns the pool entry', async () => {
    given(task('speaker-confirmation', { seat: 1, party: 's1' }));
    await sweepAt(due);
    expect(tasks()).toMatchObject([{ escalatedTo: 'city-union' }]);
  });
});

describe('a task that is over', () => {
  const decided = task('union-approval', { state: 'decided', result: { outcome: 'approve' } });

  test('wakes its workflow once more, in case that was lost, and leaves the sweep', async () => {
    given(decided);
    await sweepAt(due);
    await sweepAt('2026-03-05T10:15:00.000Z');
    expect(woken()).toEqual(['token-of-union-approval']);
    expect(tasks()[0]).not.toHaveProperty(SWEEP.sk);
  });

  test('stays in the sweep as long as the workflow cannot be woken', async () => {
    given(decided);
    stepFunctions.on(SendTaskSuccessCommand).rejectsOnce(awsError('ThrottlingException')).resolves({});
    await sweepAt(due);
    expect(tasks()).toMatchObject([{ [SWEEP.sk]: due }]);
    await sweepAt('2026-03-05T10:15:00.000Z');
    expect(tasks()[0]).not.toHaveProperty(SWEEP.sk);
  });
});

test('one item that fails does not keep the others waiting', async () => {
  given(task('union-approval'), task('union-approval', { visit: 'v2' }), task('union-approval', { visit: 'v3' }));
  const { pk, sk } = visitKey(CITY, 'v2');
  table.change(pk, sk, { version: 'broken' });
  await sweepAt(due);
  expect(tasks().map(({ escalatedTo }) => escalatedTo)).toEqual(['city-union', undefined, 'city-union']);
  const failures = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
  expect(failures).toMatchObject([{ visit: 'v2' }]);
});

describe('a visit whose execution is dead although nobody said so', () => {
  const runOf = () => table.get(`${CITY}#VISIT#v1`, 'VISIT');

  test.each([['failed', () => stepFunctions.on(DescribeExecutionCommand).resolves({ status: 'FAILED' })]])(
    'goes on with the next run: it %s',
    async (_, happened) => {
      given(task('union-approval'));
      happened();
      await sweepAt(due);
      expect(runOf()).toMatchObject({ run: 2 });
      expect(events()).toContain('execution-restarted');
    },
  );

  test('is started when nobody has started it yet, which is no death', async () => {
    given(task('union-approval'));
    stepFunctions.on(DescribeExecutionCommand).rejects(awsError('ExecutionDoesNotExist'));
    stepFunctions.on(StartExecutionCommand).resolves({});
    await sweepAt(due);
    expect(stepFunctions).toHaveReceivedCommandExactlyOnceWith(StartExecutionCommand, { name: 'v1-1-1' });
    expect(runOf()).toMatchObject({ run: 1 });
    expect(events()).not.toContain('execution-restarted');
  });

  test('is found also while it is being matched, when nobody is asked yet', async () => {
    table.fill([...cityItems(), ...coreItems(core({ visit: visit({ round: 0, slot: undefined }), seats: [] }))]);
    table.change(`${CITY}#VISIT#v1`, 'VISIT', { [SWEEP.pk]: sweepOf(CITY), [SWEEP.sk]: due });
    stepFunctions.on(DescribeExecutionCommand).resolves({ status: 'ABORTED' });
    await sweepAt(due);
    expect(runOf()).toMatchObject({ run: 2 });
    expect((runOf()?.[SWEEP.sk] as string) > due).toBe(true);
  });

  test('is left alone when it has ended', async () => {
    const ended = { status: 'declined' as const, at: today.toISOString(), reasons: [] };
    table.fill([...cityItems(), ...coreItems(core({ visit: visit({ ended }) }))]);
    table.change(`${CITY}#VISIT#v1`, 'VISIT', { [SWEEP.pk]: sweepOf(CITY), [SWEEP.sk]: due });
    stepFunctions.on(DescribeExecutionCommand).resolves({ status: 'FAILED' });
    await sweepAt(due);
    expect(runOf()).toMatchObject({ run: 1 });
    expect(runOf()).not.toHaveProperty(SWEEP.pk);
  });
});
