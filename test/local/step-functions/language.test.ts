import { expect, test } from 'vitest';
import { cloud, pass, task } from './harness.ts';

const evaluate = async (expression: string, input: unknown = {}) => {
  const sf = cloud();
  return sf.result(await sf.run({ Only: pass({ Output: `{% ${expression} %}` }) }, input));
};

test('the functions that the service adds to JSONata', async () => {
  const input = { letters: ['a', 'b', 'c'] };
  expect((await evaluate('$partition($states.input.letters, 2)', input)).output).toEqual([['a', 'b'], ['c']]);
  expect((await evaluate('$range(1, 9, 9)')).output).toBe(1);
  expect((await evaluate('$range(3, 0, -1)')).output).toEqual([3, 2, 1, 0]);
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect((await evaluate("$hash('abc')")).output).toBe(sha256);
  expect((await evaluate("$hash('abc', 'SHA-1')")).output).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
  expect((await evaluate('$random(7) = $random(7) and $random(7) != $random(8)')).output).toBe(true);
  expect((await evaluate('$uuid()')).output).toMatch(/^[0-9a-f-]{36}$/);
  expect((await evaluate(`$parse('{"a":[1]}').a[0]`)).output).toBe(1);
  for (const broken of ["$parse('{')", '$partition([1], 0)', '$range(1, 2, 0)', '$range(1, 9999, 1)', "$hash('a', 'CRC')"]) {
    expect(await evaluate(broken)).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  }
});

test('$now and $millis follow the virtual clock', async () => {
  const sf = cloud();
  await sf.advance(400 * 86_400);
  const arn = await sf.run({
    Only: pass({ Output: { now: '{% $now() %}', day: "{% $now('[Y]') %}", millis: '{% $millis() %}' } }),
  });
  const { now, day, millis } = sf.result(arn).output;
  for (const instant of [Date.parse(now), millis]) expect(Math.abs(instant - sf.clock.now())).toBeLessThan(60_000);
  expect(day).toBe(now.slice(0, 4));
});

test('a deadline can be counted from the instant at which the state was entered', async () => {
  const sf = cloud({ work: () => 1 });
  const seconds =
    '{% $max([60, $floor(($toMillis($states.input.due) - $toMillis($states.context.State.EnteredTime)) / 1000)]) %}';
  const due = new Date(sf.clock.now() + 7_200_000).toISOString();
  const arn = await sf.run({ Work: task('work', { TimeoutSeconds: seconds }) }, { due });
  const scheduled = sf.history(arn).find((event) => event.type === 'TaskScheduled')!;
  expect(7200 - scheduled.taskScheduledEventDetails.timeoutInSeconds).toBeLessThanOrEqual(1);
});

test('the context object tells an execution who it is', async () => {
  const sf = cloud();
  const machine = sf.machine({ Only: pass({ Output: '{% $states.context %}' }) }, {}, 'visits');
  const arn = sf.start(machine, { a: 1 }, 'visit-1');
  await sf.quiet();
  const { Execution, State, StateMachine } = sf.result(arn).output;
  expect(Execution).toMatchObject({
    Id: arn,
    Name: 'visit-1',
    Input: { a: 1 },
    RoleArn: 'arn:aws:iam::111111111111:role/test',
  });
  expect(State).toMatchObject({ Name: 'Only', RetryCount: 0 });
  expect(StateMachine).toEqual({ Id: machine, Name: 'visits' });
  expect(Date.parse(State.EnteredTime)).toBeGreaterThanOrEqual(Date.parse(Execution.StartTime));
});

test('a Choice without Default and without a rule that holds fails by name; so does a condition that is no truth value', async () => {
  const sf = cloud();
  const choice = (Condition: unknown) => ({
    Which: { Type: 'Choice', Choices: [{ Condition, Next: 'End' }] },
    End: { Type: 'Succeed' },
  });
  const none = sf.start(sf.machine(choice('{% $states.input.a = 1 %}')));
  const text = sf.start(sf.machine(choice("{% 'yes' %}"), {}, 'second'));
  await sf.quiet();
  expect(sf.result(none)).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  expect(sf.result(text)).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
});

test('a bare function gets the state’s input, or its Arguments, and gives its bare result', async () => {
  const sf = cloud({ work: (payload) => ({ got: payload }) });
  const Resource = 'arn:aws:lambda:us-east-1:111111111111:function:work';
  const arn = await sf.run(
    { One: { Type: 'Task', Resource, Next: 'Two' }, Two: { Type: 'Task', Resource, Arguments: [1], End: true } },
    5,
  );
  expect(sf.calls.map((call) => call.payload)).toEqual([5, [1]]);
  expect(sf.result(arn).output).toEqual({ got: [1] });
  expect(sf.types(arn)).toContain('LambdaFunctionSucceeded');
});

test('what would not run as it is meant is refused when it is created', () => {
  const sf = cloud();
  const refusal = (states: Record<string, object>, more: object = {}) => {
    try {
      sf.machine(states, more);
      return 'accepted';
    } catch (error) {
      const { type, message } = error as { type: string; message: string };
      expect(type).toBe('InvalidDefinition');
      return message;
    }
  };
  const map = (processor: object) => ({ Type: 'Map', ItemProcessor: processor, End: true });
  const all = { StartAt: 'Inner', States: { Inner: pass() } };
  const wrong: Array<[string, Record<string, object>, object?]> = [
    ['JSONPath', { Only: pass() }, { QueryLanguage: 'JSONPath' }],
    ['JSONPath', { Only: pass({ QueryLanguage: 'JSONPath' }) }],
    ['ResultPath', { Only: pass({ ResultPath: '$.a' }) }],
    ['does not exist: Nowhere', { Only: pass({ Next: 'Nowhere' }) }],
    ['either Next or End', { Only: { Type: 'Pass' } }],
    ['unknown Type: Loop', { Only: { Type: 'Loop' } }],
    ['Resource', { Only: { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:putItem', End: true } }],
    ['Resource', { Only: { Type: 'Task', Resource: 'arn:aws-cn:states:::lambda:invoke', End: true } }],
    ['$eval', { Only: pass({ Output: "{% $eval('1') %}" }) }],
    ['faulty expression', { Only: pass({ Assign: { a: ['{% 1 + %}'] } }) }],
    ['faulty expression', { Only: map({ StartAt: 'Deep', States: { Deep: pass({ Output: '{% ( %}' }) } }) }],
    ['States.ALL', { Only: task('work', { Retry: [{ ErrorEquals: ['States.ALL', 'Mine'] }] }) }],
    ['must not have this name: states', { Only: pass({ Assign: { states: 1 } }) }],
    ['DISTRIBUTED', { Only: map({ ...all, ProcessorConfig: { Mode: 'DISTRIBUTED' } }) }],
    ['two states with the name Inner', { Inner: { ...map(all), End: false, Next: 'Last' }, Last: pass() }],
    ['HeartbeatSeconds smaller', { Only: task('work', { TimeoutSeconds: 5, HeartbeatSeconds: 5 }) }],
    ['either Seconds or Timestamp', { Only: { Type: 'Wait', End: true } }],
  ];
  for (const [part, states, more] of wrong) expect(refusal(states, more)).toContain(part);
  expect(refusal({ Only: pass({ QueryLanguage: 'JSONata' }) }, { QueryLanguage: 'JSONPath' })).toBe('accepted');
});
