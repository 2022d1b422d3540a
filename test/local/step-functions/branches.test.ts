import { expect, test } from 'vitest';
import { cloud, named, onward, pass, task, tokenTask } from './harness.ts';

const inline = (states: Record<string, object>) => ({
  ProcessorConfig: { Mode: 'INLINE' },
  StartAt: Object.keys(states)[0],
  States: states,
});
const each = (states: Record<string, object>, more: object = {}) => ({
  Type: 'Map',
  ItemProcessor: inline(states),
  ...onward(more),
});
const branches = (all: Array<{ [state: string]: object }>, more: object = {}) => ({
  Type: 'Parallel',
  Branches: all.map((states) => ({ StartAt: Object.keys(states)[0], States: states })),
  ...onward(more),
});

test('the seats of a Map wait for their tokens side by side and end in any order; the result keeps theirs', async () => {
  const sf = cloud({ ask: () => null });
  const seat = {
    Ask: tokenTask('ask', { Output: '{% $states.result & $states.context.Map.Item.Index %}' }, { seat: '{% $states.input %}' }),
  };
  const arn = await sf.run({ Seats: each(seat) }, ['a', 'b', 'c']);
  expect(sf.calls.map((call) => call.payload.seat)).toEqual(['a', 'b', 'c']);
  for (const nth of [2, 0, 1]) {
    sf.call('SendTaskSuccess', { taskToken: sf.token('ask', nth), output: JSON.stringify(`by ${nth} at `) });
    await sf.quiet();
  }
  expect(sf.result(arn).output).toEqual(['by 0 at 0', 'by 1 at 1', 'by 2 at 2']);
});

test('one seat that times out fails the Map, and the others’ tokens are over', async () => {
  const sf = cloud({ ask: () => null });
  const seat = { Ask: tokenTask('ask', { TimeoutSeconds: '{% $states.input %}' }) };
  const arn = await sf.run(
    { Seats: each(seat, { Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'After' }] }), After: pass() },
    [60, 600],
  );
  await sf.advance(60);
  expect(sf.result(arn).output).toEqual({ Error: 'States.Timeout', Cause: '' });
  expect(sf.types(arn)).toEqual(
    expect.arrayContaining(['MapIterationFailed', 'TaskStateAborted', 'MapIterationAborted', 'MapStateFailed']),
  );
  const late = () => sf.call('SendTaskSuccess', { taskToken: sf.token('ask', 1), output: '1' });
  expect(late).toThrow(expect.objectContaining({ type: 'TaskTimedOut' }));
});

test('a Map runs no more iterations at once than MaxConcurrency, and 40 without it', async () => {
  const sf = cloud({ ask: () => null });
  const items = Array.from({ length: 50 }, (_, n) => n);
  const few = sf.start(sf.machine({ Seats: each({ Ask: tokenTask('ask') }, { MaxConcurrency: 2 }) }), items.slice(0, 3));
  await sf.quiet();
  expect(sf.calls).toHaveLength(2);
  sf.call('SendTaskSuccess', { taskToken: sf.token('ask', 0), output: '0' });
  await sf.quiet();
  expect(sf.calls).toHaveLength(3);
  sf.call('StopExecution', { executionArn: few });
  sf.start(sf.machine({ Seats: each({ Ask2: tokenTask('ask') }) }, {}, 'many'), items);
  await sf.quiet();
  expect(sf.calls).toHaveLength(3 + 40);
});

test('Maps nest: each item is its own Map’s, and variables of all outer scopes can be read', async () => {
  const sf = cloud();
  const cell = { Cell: pass({ Output: '{% $base & $row & $states.context.Map.Item.Value %}' }) };
  const row = {
    Row: pass({ Assign: { row: '{% $string($states.context.Map.Item.Index) %}' }, Next: 'Cells' }),
    Cells: each(cell, { Items: '{% $states.input %}' }),
  };
  const arn = await sf.run({ Base: pass({ Assign: { base: 'b' }, Next: 'Rows' }), Rows: each(row) }, [['x', 'y'], [], ['z']]);
  expect(sf.result(arn).output).toEqual([['b0x', 'b0y'], [], ['b2z']]);
});

test('what a branch assigns stays in the branch', async () => {
  const sf = cloud();
  const branch = (value: number) => ({
    [`Set ${value}`]: pass({ Assign: { own: value, shared: value }, Next: `Read ${value}` }),
    [`Read ${value}`]: pass({ Output: ['{% $own %}', '{% $shared %}', '{% $outer %}'] }),
  });
  const arn = await sf.run({
    Outer: pass({ Assign: { outer: 'o', shared: 's' }, Next: 'Both' }),
    Both: branches([branch(1), branch(2)], { Assign: { both: '{% $states.result %}' }, Next: 'After' }),
    After: pass({ Output: { both: '{% $both %}', shared: '{% $shared %}', own: '{% $exists($own) %}' } }),
  });
  const both = [
    [1, 1, 'o'],
    [2, 2, 'o'],
  ];
  expect(sf.result(arn).output).toEqual({ both, shared: 's', own: false });
});

test('the branches of a Parallel get its Arguments, run side by side, and give their outputs in order', async () => {
  const sf = cloud({ ask: () => null, work: (payload) => payload * 2 });
  const all: Array<Record<string, object>> = [
    { Ask: tokenTask('ask') },
    { Work: task('work', { Output: '{% $states.result.Payload %}' }) },
    { Day: { Type: 'Wait', Seconds: 60, End: true } },
  ];
  const arn = await sf.run({ All: branches(all, { Arguments: '{% $states.input.n %}' }) }, { n: 21 });
  await sf.advance(60);
  expect(sf.result(arn).status).toBe('RUNNING');
  sf.call('SendTaskSuccess', { taskToken: sf.token('ask'), output: '"told"' });
  await sf.quiet();
  expect(sf.result(arn).output).toEqual(['told', 42, 21]);
  expect(sf.types(arn).slice(-3)).toEqual(['ParallelStateSucceeded', 'ParallelStateExited', 'ExecutionSucceeded']);
});

test('a branch that fails ends the others; the Parallel is tried again as a whole', async () => {
  let tries = 0;
  const sf = cloud({ ask: () => null, work: () => (++tries === 1 ? Promise.reject(named('Busy')) : 'done') });
  const all: Array<Record<string, object>> = [
    { Ask: tokenTask('ask') },
    { Work: task('work', { Output: '{% $states.result.Payload %}' }) },
  ];
  const arn = await sf.run({ All: branches(all, { Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 5 }] }) });
  const first = sf.token('ask');
  expect(sf.types(arn)).toContain('TaskStateAborted');
  expect(() => sf.call('SendTaskSuccess', { taskToken: first, output: '1' })).toThrow();
  await sf.advance(5);
  sf.call('SendTaskSuccess', { taskToken: sf.token('ask'), output: '1' });
  await sf.quiet();
  expect(sf.result(arn)).toEqual({ status: 'SUCCEEDED', output: [1, 'done'] });
  expect(sf.types(arn).filter((type) => type === 'ParallelStateStarted')).toHaveLength(2);
  expect(sf.types(arn)).not.toContain('ParallelStateFailed');
});

test('a Map tolerates as many failures as it says, and not one more', async () => {
  const sf = cloud({ work: (n) => (n % 2 === 0 ? n : Promise.reject(named('Odd'))) });
  const machine = sf.machine({
    All: each({ Work: task('work', { Output: '{% $states.result.Payload %}' }) }, { ToleratedFailureCount: 1 }),
  });
  const tolerated = sf.start(machine, [0, 1, 2]);
  const exceeded = sf.start(machine, [1, 2, 3]);
  await sf.quiet();
  expect(sf.result(tolerated)).toEqual({ status: 'SUCCEEDED', output: [0, 2] });
  expect(sf.result(exceeded)).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
});

test('an item may be null', async () => {
  const sf = cloud();
  const selector = { ItemSelector: { value: '{% $states.context.Map.Item.Value %}' } };
  const arn = await sf.run({ All: each({ Keep: pass({ Output: '{% $states.context.Map.Item.Value %}' }) }, selector) }, [
    null,
    1,
  ]);
  expect(sf.result(arn).output).toEqual([null, 1]);
});
