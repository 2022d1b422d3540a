import { expect, test } from 'vitest';
import { cloud, named, pass, tokenTask } from './harness.ts';

const asks = { ask: () => 'asked' };
const refused = (type: string) => expect.objectContaining({ type });

test('a task waits for its token, however long, and its result is what the token was answered with', async () => {
  const sf = cloud(asks);
  const arn = await sf.run({ Ask: tokenTask('ask', { Output: { answer: '{% $states.result.agreed %}' } }) });
  await sf.advance(200 * 86_400);
  expect(sf.result(arn)).toEqual({ status: 'RUNNING' });
  sf.call('SendTaskSuccess', { taskToken: sf.token('ask'), output: '{"agreed":true}' });
  await sf.quiet();
  expect(sf.result(arn)).toEqual({ status: 'SUCCEEDED', output: { answer: true } });
  const events = ['Scheduled', 'Started', 'Submitted', 'Succeeded', 'StateExited'].map((what) => `Task${what}`);
  expect(sf.types(arn)).toEqual(['ExecutionStarted', 'TaskStateEntered', ...events, 'ExecutionSucceeded']);
});

test('a token may be answered before its function returns; what the function returns later does nothing', async () => {
  let back = (_: unknown) => {};
  const sf = cloud({ ask: () => new Promise((resolve) => (back = resolve)) });
  const arn = sf.start(sf.machine({ Ask: tokenTask('ask') }));
  await new Promise((turn) => setImmediate(turn));
  sf.call('SendTaskSuccess', { taskToken: sf.token('ask'), output: '1' });
  back('late');
  await sf.quiet();
  expect(sf.result(arn)).toEqual({ status: 'SUCCEEDED', output: 1 });
  expect(sf.types(arn)).not.toContain('TaskSubmitted');
});

test('a function that fails, fails the task; its token is then over', async () => {
  const sf = cloud({ ask: () => Promise.reject(named('Broken', 'no')) });
  const arn = await sf.run({ Ask: tokenTask('ask') });
  expect(sf.result(arn)).toMatchObject({ status: 'FAILED', error: 'Broken' });
  expect(() => sf.call('SendTaskSuccess', { taskToken: sf.token('ask'), output: '1' })).toThrow(refused('TaskTimedOut'));
});

test('a failure of the token is the task’s; without a name it is still caught by States.ALL', async () => {
  const sf = cloud(asks);
  const states = { Ask: tokenTask('ask', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After' }] }), After: pass() };
  const machine = sf.machine(states);
  const answer = async (failure: object) => {
    const arn = sf.start(machine);
    await sf.quiet();
    sf.call('SendTaskFailure', { taskToken: sf.token('ask'), ...failure });
    await sf.quiet();
    return sf.result(arn).output;
  };
  expect(await answer({ error: 'Mine', cause: 'because' })).toEqual({ Error: 'Mine', Cause: 'because' });
  expect(await answer({})).toEqual({ Error: '', Cause: '' });
});

test('a token that is not answered in time is States.Timeout, and no answer counts any more', async () => {
  const sf = cloud(asks);
  const arn = await sf.run({ Ask: tokenTask('ask', { TimeoutSeconds: '{% $states.input.days * 86400 %}' }) }, { days: 5 });
  await sf.advance(5 * 86_400 - 60);
  expect(sf.result(arn).status).toBe('RUNNING');
  await sf.advance(60);
  expect(sf.result(arn)).toEqual({ status: 'FAILED', error: 'States.Timeout' });
  expect(sf.types(arn)).toContain('TaskTimedOut');
  for (const action of ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat']) {
    expect(() => sf.call(action, { taskToken: sf.token('ask'), output: '1' })).toThrow(refused('TaskTimedOut'));
  }
});

test('heartbeats put off the heartbeat’s time-out, not the task’s', async () => {
  const sf = cloud(asks);
  const late = [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Silent' }];
  const states = {
    Ask: tokenTask('ask', { TimeoutSeconds: 100, HeartbeatSeconds: 30, Catch: late }),
    Silent: pass({ Output: 'silent' }),
  };
  const machine = sf.machine(states);
  const beating = sf.start(machine);
  await sf.quiet();
  const taskToken = sf.token('ask');
  const silent = sf.start(machine);
  await sf.quiet();
  for (let beat = 0; beat < 4; beat++) {
    await sf.advance(20);
    sf.call('SendTaskHeartbeat', { taskToken });
  }
  expect(sf.result(silent)).toEqual({ status: 'SUCCEEDED', output: 'silent' });
  expect(sf.result(beating).status).toBe('RUNNING');
  await sf.advance(20);
  expect(sf.result(beating)).toEqual({ status: 'FAILED', error: 'States.Timeout' });
});

test('a token is answered once, by its holder, with JSON', async () => {
  const sf = cloud(asks);
  const arn = await sf.run({ Ask: tokenTask('ask') });
  const taskToken = sf.token('ask');
  expect(() => sf.call('SendTaskSuccess', { taskToken: 'anything', output: '1' })).toThrow(refused('InvalidToken'));
  const foreign = Buffer.alloc(48, 1).toString('base64url');
  expect(() => sf.call('SendTaskSuccess', { taskToken: foreign, output: '1' })).toThrow(refused('TaskDoesNotExist'));
  expect(() => sf.call('SendTaskSuccess', { taskToken, output: 'no json' })).toThrow(refused('InvalidOutput'));
  sf.call('SendTaskSuccess', { taskToken, output: '1' });
  expect(() => sf.call('SendTaskSuccess', { taskToken, output: '2' })).toThrow(refused('TaskTimedOut'));
  await sf.quiet();
  expect(sf.result(arn).output).toBe(1);
});

test('each try has a token of its own', async () => {
  const sf = cloud(asks);
  const again = { TimeoutSeconds: 10, Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 1 }] };
  const arn = await sf.run({ Ask: tokenTask('ask', again) });
  await sf.advance(12);
  expect(sf.calls).toHaveLength(2);
  expect(sf.token('ask', 0)).not.toBe(sf.token('ask', 1));
  expect(() => sf.call('SendTaskSuccess', { taskToken: sf.token('ask', 0), output: '1' })).toThrow(refused('TaskTimedOut'));
  sf.call('SendTaskSuccess', { taskToken: sf.token('ask', 1), output: '2' });
  await sf.quiet();
  expect(sf.result(arn).output).toBe(2);
});

test('an aborted execution takes its tokens with it', async () => {
  const sf = cloud(asks);
  const executionArn = await sf.run({ Ask: tokenTask('ask') });
  sf.call('StopExecution', { executionArn, error: 'Cancelled', cause: 'rain' });
  expect(sf.result(executionArn)).toEqual({ status: 'ABORTED', error: 'Cancelled', cause: 'rain' });
  expect(sf.types(executionArn).slice(-2)).toEqual(['TaskStateAborted', 'ExecutionAborted']);
  expect(() => sf.call('SendTaskSuccess', { taskToken: sf.token('ask'), output: '1' })).toThrow(refused('TaskTimedOut'));
});
