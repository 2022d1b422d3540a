import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloud, named, onward, pass, task, tokenTask, type Work } from './harness.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (functions: Record<string, Work> = {}) => cloud(functions, join(folder, 'journal'));
const turn = () => new Promise((done) => setImmediate(done));

test('a wait goes on after a restart and ends when it is due, with its variables', async () => {
  const first = open();
  const arn = await first.run(
    {
      Begin: pass({ Assign: { kept: '{% $states.input.a %}' }, Next: 'Wait' }),
      Wait: { Type: 'Wait', Seconds: 3600, Next: 'End' },
      End: pass({ Output: '{% $kept %}' }),
    },
    { a: 5 },
  );
  await first.advance(1800);
  first.close();
  const second = open();
  second.service.resume();
  await second.advance(1700);
  expect(second.result(arn).status).toBe('RUNNING');
  await second.advance(100);
  expect(second.result(arn)).toEqual({ status: 'SUCCEEDED', output: 5 });
  expect(second.history(arn).map((event) => event.id)).toEqual(second.history(arn).map((_, index) => index + 1));
});

test('a token given out before the restart is answered after it; the function is not called again', async () => {
  const first = open({ ask: () => null });
  const arn = await first.run({ Ask: tokenTask('ask', { TimeoutSeconds: 100 }) });
  const late = first.start('arn:aws:states:us-east-1:111111111111:stateMachine:m');
  await first.quiet();
  const taskToken = first.token('ask', 0);
  first.close();
  const second = open({ ask: () => null });
  second.service.resume();
  second.call('SendTaskSuccess', { taskToken, output: '"yes"' });
  await second.quiet();
  expect(second.calls).toEqual([]);
  expect(second.result(arn)).toEqual({ status: 'SUCCEEDED', output: 'yes' });
  await second.advance(100);
  expect(second.result(late)).toEqual({ status: 'FAILED', error: 'States.Timeout' });
});

test('an answer is kept once it is acknowledged, even if nothing else was done with it', async () => {
  const first = open({ ask: () => null });
  const arn = await first.run({ Ask: tokenTask('ask') });
  first.call('SendTaskSuccess', { taskToken: first.token('ask'), output: '"yes"' });
  first.close();
  const second = open();
  second.service.resume();
  await second.quiet();
  expect(second.result(arn)).toEqual({ status: 'SUCCEEDED', output: 'yes' });
});

test('a function that ran at the kill is called again with the same token; what the first call says is not heard', async () => {
  let back = (_: unknown) => {};
  const first = open({ ask: () => new Promise((resolve) => (back = resolve)), work: () => new Promise(() => {}) });
  const asking = first.start(first.machine({ Ask: tokenTask('ask') }));
  const working = first.start(first.machine({ Work: task('work') }, {}, 'plain'), { n: 1 });
  await turn();
  first.close();
  back('late');
  await turn();
  const second = open({ ask: () => null, work: (payload) => payload.n });
  second.service.resume();
  await second.quiet();
  expect(second.token('ask')).toBe(first.token('ask'));
  expect(second.result(working).output).toMatchObject({ Payload: 1 });
  second.call('SendTaskSuccess', { taskToken: first.token('ask'), output: '1' });
  await second.quiet();
  expect(second.result(asking)).toEqual({ status: 'SUCCEEDED', output: 1 });
  expect(second.types(working).filter((type) => type === 'TaskScheduled')).toHaveLength(1);
});

test('a Map goes on where it was: the ended items are not done again, the waiting ones wait', async () => {
  const first = open({ ask: () => null });
  const seat = { Ask: tokenTask('ask', {}, { item: '{% $states.input %}' }) };
  const seats = { Type: 'Map', MaxConcurrency: 2, ItemProcessor: { StartAt: 'Ask', States: seat }, ...onward({}) };
  const arn = await first.run({ Seats: seats }, ['a', 'b', 'c', 'd']);
  first.call('SendTaskSuccess', { taskToken: first.token('ask', 0), output: '"A"' });
  await first.quiet();
  const waiting = [first.token('ask', 1), first.token('ask', 2)];
  first.close();
  const second = open({ ask: () => null });
  second.service.resume();
  for (const [index, taskToken] of waiting.entries())
    second.call('SendTaskSuccess', { taskToken, output: JSON.stringify('BC'[index]) });
  await second.quiet();
  expect(second.calls.map((call) => call.payload.item)).toEqual(['d']);
  second.call('SendTaskSuccess', { taskToken: second.token('ask'), output: '"D"' });
  await second.quiet();
  expect(second.result(arn).output).toEqual(['A', 'B', 'C', 'D']);
});

test('retries are counted across a restart', async () => {
  const busy = { work: () => Promise.reject(named('Busy')) };
  const first = open(busy);
  const arn = await first.run({
    Work: task('work', { Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 10, BackoffRate: 1, MaxAttempts: 2 }] }),
  });
  await first.advance(10);
  first.close();
  const second = open(busy);
  second.service.resume();
  await second.advance(10);
  expect(second.calls).toHaveLength(1);
  expect(second.result(arn)).toMatchObject({ status: 'FAILED', error: 'Busy' });
  expect(second.service.transitions(arn)).toBe(3);
});

test('the time-out of a whole execution survives a restart', async () => {
  const first = open({ ask: () => null });
  const arn = first.start(first.machine({ Ask: tokenTask('ask') }, { TimeoutSeconds: 1000 }));
  await first.advance(500);
  first.close();
  const second = open();
  second.service.resume();
  await second.advance(400);
  expect(second.result(arn).status).toBe('RUNNING');
  await second.advance(100);
  expect(second.result(arn)).toEqual({ status: 'TIMED_OUT' });
  expect(second.emitted.map((event) => event.detail.status)).toEqual(['TIMED_OUT']);
});

test('killed after any transaction, an execution ends as if nothing had happened', async () => {
  let tries = 0;
  const functions: Record<string, Work> = {
    work: (n: number) => n + 1,
    flaky: () => (++tries % 2 === 1 ? Promise.reject(named('Busy')) : 100),
  };
  const item = {
    Work: task('work', { Output: '{% $states.result.Payload %}', Next: 'Rest' }),
    Rest: { Type: 'Wait', Seconds: 5, End: true },
  };
  const flaky = {
    Flaky: task('flaky', { Output: '{% $states.result.Payload %}', Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 9 }] }),
  };
  const states = {
    Begin: pass({ Assign: { base: 1000 }, Next: 'Each' }),
    Each: { Type: 'Map', MaxConcurrency: 2, ItemProcessor: { StartAt: 'Work', States: item }, Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Flaky', States: flaky },
        { StartAt: 'Same', States: { Same: pass() } },
      ],
      Output: '{% $base + $states.result[0] + $sum($states.result[1]) %}',
      ...onward({}),
    },
  };
  const whole = open(functions);
  const snapshots: string[] = [];
  const { transaction } = whole.journal;
  whole.journal.transaction = (work) => {
    const result = transaction(work);
    const snapshot = join(folder, `after-${snapshots.length}`);
    whole.journal.db.exec(`VACUUM INTO '${snapshot}'`);
    snapshots.push(snapshot);
    return result;
  };
  const arn = whole.start(whole.machine(states), [1, 2, 3]);
  await whole.advance(60);
  expect(whole.result(arn)).toEqual({ status: 'SUCCEEDED', output: 1109 });
  expect(snapshots.length).toBeGreaterThan(25);
  // The first snapshot holds the machine only.
  for (const snapshot of snapshots.slice(1)) {
    const next = cloud(functions, snapshot);
    next.service.resume();
    await next.advance(60);
    expect(next.result(arn), snapshot).toEqual({ status: 'SUCCEEDED', output: 1109 });
    expect(next.types(arn).filter((type) => type === 'TaskSucceeded')).toHaveLength(4);
    expect(next.types(arn).filter((type) => type.endsWith('Entered'))).toHaveLength(11);
    next.close();
  }
});
