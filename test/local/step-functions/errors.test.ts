import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, delay, nextRetry } from '../../../local/step-functions/retry.ts';
import { cloud, named, pass, task } from './harness.ts';

const failing = (name: string) => ({
  work: () => {
    throw named(name, 'no');
  },
});

test('a failing function is tried again after growing intervals of the virtual clock, then the execution fails', async () => {
  const sf = cloud(failing('Busy'));
  const retry = {
    ErrorEquals: ['Busy'],
    IntervalSeconds: 10,
    BackoffRate: 3,
    MaxAttempts: 3,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  };
  const arn = await sf.run({ Work: task('work', { Retry: [retry] }) });
  const begun = sf.clock.now();
  const tries: number[] = [];
  for (let seconds = 0; seconds < 120; seconds += 5) {
    tries.push(sf.calls.length);
    await sf.advance(5);
  }
  expect(sf.clock.now() - begun).toBeGreaterThanOrEqual(120_000);
  expect(tries.indexOf(2) * 5).toBe(10);
  expect(tries.indexOf(3) * 5).toBe(10 + 30);
  expect(tries.indexOf(4) * 5).toBe(10 + 30 + 60);
  expect(sf.result(arn)).toMatchObject({ status: 'FAILED', error: 'Busy', cause: '{"errorMessage":"no","errorType":"Busy"}' });
  expect(sf.service.transitions(arn)).toBe(1 + 3);
});

test('a function that recovers ends the retries, and the next state begins with none', async () => {
  let tries = 0;
  const sf = cloud({ work: () => (++tries % 2 === 1 ? Promise.reject(named('Busy')) : tries) });
  const retry = { Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }] };
  const seen = { Output: '{% {"retries": $states.context.State.RetryCount, "result": $states.result.Payload} %}' };
  const arn = await sf.run({ One: task('work', { ...retry, ...seen, Next: 'Two' }), Two: task('work', { ...retry, ...seen }) });
  await sf.advance(1);
  await sf.advance(1);
  expect(sf.result(arn)).toEqual({ status: 'SUCCEEDED', output: { retries: 1, result: 4 } });
});

test('the first Catch that covers the error decides; its Assign and Output see the error', async () => {
  const sf = cloud(failing('Full'));
  const catchers = [
    { ErrorEquals: ['Empty'], Next: 'Wrong' },
    {
      ErrorEquals: ['Full'],
      Next: 'Right',
      Assign: { why: '{% $states.errorOutput.Error %}' },
      Output: { was: '{% $states.input %}' },
    },
    { ErrorEquals: ['States.ALL'], Next: 'Wrong' },
  ];
  const arn = await sf.run(
    {
      Work: task('work', { Catch: catchers }),
      Wrong: pass(),
      Right: pass({ Output: { why: '{% $why %}', in: '{% $states.input %}' } }),
    },
    7,
  );
  expect(sf.result(arn).output).toEqual({ why: 'Full', in: { was: 7 } });
});

test('a Catch without Output hands on the error alone', async () => {
  const sf = cloud(failing('Full'));
  const arn = await sf.run({
    Work: task('work', { Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'After' }] }),
    After: pass(),
  });
  expect(sf.result(arn).output).toEqual({ Error: 'Full', Cause: '{"errorMessage":"no","errorType":"Full"}' });
});

test('an expression that fails can be caught, too; one that fails within the Catch is final', async () => {
  const sf = cloud({ work: () => ({ count: 1 }) });
  const broken = { Output: '{% $states.result.Payload.missing %}' };
  const states = (more: object) => ({
    Work: task('work', { ...broken, Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'After', ...more }] }),
    After: pass({ Output: 'caught' }),
  });
  const caught = sf.start(sf.machine(states({})));
  const final = sf.start(sf.machine(states({ Output: '{% $nothing %}' }), {}, 'second'));
  await sf.quiet();
  expect(sf.result(caught)).toEqual({ status: 'SUCCEEDED', output: 'caught' });
  expect(sf.result(final)).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  expect(sf.result(final).cause).toContain("'Catch[0]/Output'");
});

test('a result beyond 256 KiB fails the task; States.ALL does not catch that, its name does', async () => {
  const sf = cloud({ work: () => 'x'.repeat(262_144) });
  const catching = (name: string) => ({
    Work: task('work', { Catch: [{ ErrorEquals: [name], Next: 'After' }] }),
    After: pass({ Output: 'caught' }),
  });
  const all = sf.start(sf.machine(catching('States.ALL')));
  const one = sf.start(sf.machine(catching('States.DataLimitExceeded'), {}, 'second'));
  await sf.quiet();
  expect(sf.result(all)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  expect(sf.result(one).output).toBe('caught');
});

test('what the wildcards cover', () => {
  const names = ['Mine', 'States.Timeout', 'States.QueryEvaluationError', 'States.Runtime', 'States.DataLimitExceeded'];
  expect(names.filter((error) => covers(['States.ALL'], { error }))).toEqual(names.slice(0, 3));
  expect(names.filter((error) => covers(['States.TaskFailed'], { error }))).toEqual(['Mine', 'States.QueryEvaluationError']);
  expect(covers(['States.ALL'], {})).toBe(true);
  expect(covers(['States.HeartbeatTimeout'], { error: 'States.Timeout' })).toBe(false);
  expect(covers(['States.HeartbeatTimeout'], { error: 'States.Timeout', heartbeat: true })).toBe(true);
});

test('a retrier waits ever longer up to its longest delay, and as often as it says', () => {
  const retriers = fc.record({
    IntervalSeconds: fc.integer({ min: 1, max: 1000 }),
    BackoffRate: fc.double({ min: 1, max: 10, noNaN: true }),
    MaxDelaySeconds: fc.integer({ min: 1, max: 100_000 }),
    MaxAttempts: fc.integer({ min: 0, max: 10 }),
  });
  fc.assert(
    fc.property(retriers, (fields) => {
      const retrier = { ErrorEquals: ['States.ALL'], ...fields };
      const used = [0];
      const waits: number[] = [];
      for (let retry = nextRetry([retrier], {}, used); retry; retry = nextRetry([retrier], {}, used)) {
        waits.push(retry.after);
        used[0]!++;
      }
      expect(waits).toHaveLength(retrier.MaxAttempts);
      expect(waits).toEqual([...waits].sort((a, b) => a - b));
      for (const wait of waits) expect(wait).toBeLessThanOrEqual(retrier.MaxDelaySeconds * 1000);
      expect(delay(retrier, 0)).toBe(Math.min(retrier.IntervalSeconds, retrier.MaxDelaySeconds) * 1000);
    }),
  );
});
