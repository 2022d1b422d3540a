// biome-ignore-all lint/suspicious/noExplicitAny: what comes over the wire is compared, not computed with
import { expect, test } from 'vitest';
import { cloud, pass, task, tokenTask } from './harness.ts';

const refused = (type: string) => expect.objectContaining({ type });

test('starting the same execution again while it runs is the same execution; other input, or a closed one, is refused', async () => {
  const sf = cloud({ ask: () => null });
  const machine = sf.machine({ Ask: tokenTask('ask') });
  const arn = sf.start(machine, { a: 1 }, 'visit-1-1');
  await sf.quiet();
  expect(sf.start(machine, { a: 1 }, 'visit-1-1')).toBe(arn);
  await sf.quiet();
  expect(sf.calls).toHaveLength(1);
  expect(() => sf.start(machine, { a: 2 }, 'visit-1-1')).toThrow(refused('ExecutionAlreadyExists'));
  sf.call('StopExecution', { executionArn: arn });
  expect(() => sf.start(machine, { a: 1 }, 'visit-1-1')).toThrow(refused('ExecutionAlreadyExists'));
});

test('stopping what has ended changes nothing', async () => {
  const sf = cloud();
  const executionArn = await sf.run({ Done: { Type: 'Succeed' } });
  const before = sf.result(executionArn);
  const { stopDate } = sf.call('StopExecution', { executionArn, error: 'Late' });
  expect(stopDate).toBe(sf.call('DescribeExecution', { executionArn }).stopDate);
  expect(sf.result(executionArn)).toEqual(before);
});

test('a new definition is for new executions; the running keep theirs', async () => {
  const sf = cloud({ ask: () => null });
  const definition = (output: string) =>
    JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Ask',
      States: { Ask: tokenTask('ask', { Next: 'End' }), End: pass({ Output: output }) },
    });
  const machine = sf.service.putStateMachine('visits', definition('old'));
  const old = sf.start(machine);
  await sf.quiet();
  expect(sf.service.putStateMachine(machine, definition('new'))).toBe(machine);
  sf.start(machine);
  await sf.quiet();
  for (const nth of [0, 1]) sf.call('SendTaskSuccess', { taskToken: sf.token('ask', nth), output: '1' });
  await sf.quiet();
  const { executions } = sf.call('ListExecutions', { stateMachineArn: machine });
  expect(executions.map((execution: any) => sf.result(execution.executionArn).output)).toEqual(['new', 'old']);
  expect(sf.call('DescribeStateMachine', { stateMachineArn: machine }).definition).toBe(definition('new'));
  expect(sf.call('DescribeStateMachineForExecution', { executionArn: old }).definition).toBe(definition('old'));
});

test('lists come in pages and by status', async () => {
  const sf = cloud();
  const stateMachineArn = sf.machine({
    End: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.ok %}', Next: 'Good' }], Default: 'Bad' },
    Good: { Type: 'Succeed' },
    Bad: { Type: 'Fail', Error: 'Bad' },
  });
  for (let n = 0; n < 5; n++) sf.start(stateMachineArn, { ok: n % 2 === 0 }, `e${n}`);
  await sf.quiet();
  const names: string[][] = [];
  let nextToken: string | undefined;
  do {
    const page = sf.call('ListExecutions', { stateMachineArn, maxResults: 2, ...(nextToken && { nextToken }) });
    names.push(page.executions.map((execution: any) => execution.name));
    nextToken = page.nextToken;
  } while (nextToken);
  expect(names).toEqual([['e4', 'e3'], ['e2', 'e1'], ['e0']]);
  const failed = sf.call('ListExecutions', { stateMachineArn, statusFilter: 'FAILED' }).executions;
  expect(failed.map((execution: any) => execution.name)).toEqual(['e3', 'e1']);
  const { nextToken: other } = sf.call('ListExecutions', { stateMachineArn, maxResults: 1 });
  expect(() => sf.call('ListExecutions', { stateMachineArn, statusFilter: 'FAILED', nextToken: other })).toThrow(
    refused('InvalidToken'),
  );
});

test('a history can be read in pages, backwards, and without its data', async () => {
  const sf = cloud();
  const executionArn = await sf.run({ One: pass({ Next: 'Two' }), Two: pass() }, { secret: 1 });
  const backwards = sf.call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 4 });
  expect(backwards.events.map((event: any) => event.id)).toEqual([6, 5, 4, 3]);
  const rest = sf.call('GetExecutionHistory', { executionArn, reverseOrder: true, nextToken: backwards.nextToken });
  expect(rest.events.map((event: any) => event.id)).toEqual([2, 1]);
  const bare = sf.call('GetExecutionHistory', { executionArn, includeExecutionData: false });
  expect(JSON.stringify(bare)).not.toContain('secret');
  expect(bare.events[1].stateEnteredEventDetails).toEqual({ name: 'One' });
});

test('the bus hears of each change of status, with what it was about', async () => {
  const sf = cloud();
  const arn = sf.start(sf.machine({ End: { Type: 'Fail', Error: 'Bad', Cause: 'worse' } }), { a: 1 }, 'visit-1');
  await sf.quiet();
  expect(sf.emitted.map((event) => event.detail.status)).toEqual(['RUNNING', 'FAILED']);
  const last = sf.emitted.at(-1)!;
  expect(last).toMatchObject({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    resources: [arn],
  });
  const detail = { executionArn: arn, name: 'visit-1', input: '{"a":1}', output: null, error: 'Bad', cause: 'worse' };
  expect(last.detail).toMatchObject(detail);
  expect(last.detail.stopDate).toBeGreaterThanOrEqual(last.detail.startDate as number);
});

test('when the bus cannot keep the event, nothing has happened, and nothing goes on until a restart', async () => {
  const sf = cloud({ ask: () => null });
  const executionArn = await sf.run({ Ask: tokenTask('ask') });
  const before = sf.types(executionArn);
  sf.emit = () => {
    throw new Error('disk full');
  };
  expect(() => sf.call('StopExecution', { executionArn })).toThrow('disk full');
  expect(() => sf.call('SendTaskSuccess', { taskToken: sf.token('ask'), output: '1' })).toThrow(refused('ServiceUnavailable'));
  const rows = sf.journal.db.prepare('SELECT type FROM sfn_events ORDER BY id').all();
  expect(rows.map((row) => row.type)).toEqual(before);
});

test('a machine’s own TimeoutSeconds ends the whole execution', async () => {
  const sf = cloud();
  const arn = sf.start(sf.machine({ Wait: { Type: 'Wait', Seconds: 100, End: true } }, { TimeoutSeconds: 50 }));
  await sf.advance(50);
  expect(sf.result(arn)).toEqual({ status: 'TIMED_OUT' });
  expect(sf.types(arn).at(-1)).toBe('ExecutionTimedOut');
});

test('an execution that never ends is ended at 25,000 events', { timeout: 60_000 }, async () => {
  const sf = cloud();
  const arn = await sf.run({ Again: pass({ Next: 'Again' }) });
  expect(sf.result(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  const last = sf.call('GetExecutionHistory', { executionArn: arn, reverseOrder: true, maxResults: 1 }).events[0];
  expect(last).toMatchObject({ id: 25_000, type: 'ExecutionFailed' });
});

test('transitions are counted: states entered and retries, nothing per wait', async () => {
  const sf = cloud({ work: () => 1 });
  const arn = await sf.run({
    Work: task('work', { Next: 'Wait' }),
    Wait: { Type: 'Wait', Seconds: 9, Next: 'End' },
    End: { Type: 'Succeed' },
  });
  await sf.advance(9);
  expect(sf.service.transitions(arn)).toBe(3);
});

test('inputs, names and ARNs are checked', () => {
  const sf = cloud();
  const stateMachineArn = sf.machine({ End: { Type: 'Succeed' } });
  const start = (more: object) => () => sf.call('StartExecution', { stateMachineArn, ...more });
  expect(start({ name: 'a b' })).toThrow(refused('InvalidName'));
  expect(start({ name: 'a'.repeat(81) })).toThrow(refused('InvalidName'));
  expect(start({ input: '{' })).toThrow(refused('InvalidExecutionInput'));
  expect(start({ input: JSON.stringify('劳'.repeat(90_000)) })).toThrow(refused('ValidationException'));
  expect(start({ stateMachineArn: 'visits' })).toThrow(refused('InvalidArn'));
  expect(start({ stateMachineArn: `${stateMachineArn}x` })).toThrow(refused('StateMachineDoesNotExist'));
  expect(() => sf.call('DescribeExecution', {})).toThrow(refused('ValidationException'));
  expect(() => sf.call('StartSyncExecution', { stateMachineArn })).toThrow(refused('UnknownOperationException'));
});
