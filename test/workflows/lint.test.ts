import { describe, expect, test } from 'vitest';
import type { Machine, State } from './lint/machine.ts';
import { lint } from './lint.ts';

const done: State = { Type: 'Succeed' };
const machine = (States: Record<string, State>): Machine => ({ StartAt: Object.keys(States)[0]!, States });
const pass = (Next: string, more: Partial<State> = {}): State => ({ Type: 'Pass', Next, ...more });
const map = (Next: string, inner: Record<string, State>, more: Partial<State> = {}): State => ({
  Type: 'Map',
  Next,
  Items: '{% [$states.input.items] %}',
  ItemProcessor: machine(inner),
  ...more,
});
const waiting: State = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  TimeoutSeconds: 60,
  Arguments: { Payload: { token: '{% $states.context.Task.Token %}' } },
  Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Done' }],
  Next: 'Done',
};

test('a small machine in which all is right has no complaints', () => {
  const counting = machine({
    'Begin here': pass('Ask somebody', { Assign: { turn: 0, name: 'x' } }),
    'Ask somebody': { ...waiting, Next: 'Ask again?', Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Ask again?' }] },
    'Ask again?': {
      Type: 'Choice',
      Choices: [{ Condition: "{% $name = 'x' and $turn < 5 %}", Next: 'Count the turn' }],
      Default: 'Each one',
    },
    'Count the turn': pass('Ask somebody', { Assign: { turn: '{% $turn + 1 %}' } }),
    'Each one': map(
      'Done',
      { 'Look at it': { Type: 'Pass', End: true, Assign: { own: '{% $name %}' } } },
      { Assign: { all: '{% $sort([$states.result.n]) %}' } },
    ),
    Done: done,
  });
  expect(lint(counting)).toEqual([]);
});

describe('a question with a token is refused', () => {
  const complaints = (more: Partial<State>) => lint(machine({ 'Ask somebody': { ...waiting, ...more }, Done: done }));

  test.each<[string, Partial<State>, string]>([
    ['without a time-out', { TimeoutSeconds: undefined }, 'waits for a token without TimeoutSeconds'],
    ['without a catch', { Catch: [] }, 'waits for a token and does not catch States.Timeout'],
    [
      'with a catch of something else',
      { Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Done' }] },
      'waits for a token and does not catch States.Timeout',
    ],
    [
      'with a catch of everything in front',
      {
        Catch: [
          { ErrorEquals: ['States.ALL'], Next: 'Done' },
          { ErrorEquals: ['States.Timeout'], Next: 'Done' },
        ],
      },
      'waits for a token and does not catch States.Timeout',
    ],
    ['that gives its token to nobody', { Arguments: { Payload: {} } }, 'waits for a token that it gives to nobody'],
    ['whose time-out is retried', { Retry: [{ ErrorEquals: ['States.ALL'] }] }, 'retries its own time-out'],
  ])('%s', (_, more, complaint) => {
    expect(complaints(more)).toEqual([`Ask somebody: ${complaint}`]);
  });

  test('that hands its token out without waiting for it', () => {
    expect(complaints({ Resource: 'arn:aws:states:::lambda:invoke' })).toEqual([
      'Ask somebody: hands out a token that it does not wait for',
    ]);
  });
});

describe('a variable is refused', () => {
  test('that is assigned on one way but not on the other', () => {
    const complaints = lint(
      machine({
        'Which way?': { Type: 'Choice', Choices: [{ Condition: '{% $states.input.left %}', Next: 'Left' }], Default: 'Use it' },
        Left: pass('Use it', { Assign: { x: 1 } }),
        'Use it': pass('Done', { Output: '{% $x %}' }),
        Done: done,
      }),
    );
    expect(complaints).toEqual(['Use it: $x may not be assigned yet']);
  });

  test('that only the good way assigns, not the catch', () => {
    const complaints = lint(
      machine({
        'Ask somebody': {
          ...waiting,
          Assign: { x: '{% $states.result %}' },
          Next: 'Use it',
          Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Use it' }],
        },
        'Use it': pass('Done', { Output: '{% $x %}' }),
        Done: done,
      }),
    );
    expect(complaints).toEqual(['Use it: $x may not be assigned yet']);
  });

  test('that is used in the same breath in which it is assigned', () => {
    const complaints = lint(machine({ 'Begin here': pass('Done', { Assign: { x: 1, y: '{% $x + 1 %}' } }), Done: done }));
    expect(complaints).toEqual(['Begin here: $x may not be assigned yet']);
  });

  test('that lives in a map and is used outside', () => {
    const inner = { 'Look at it': { Type: 'Pass', End: true, Assign: { own: 1 } } };
    expect(
      lint(machine({ 'Each one': map('Use it', inner), 'Use it': pass('Done', { Output: '{% $own %}' }), Done: done })),
    ).toEqual(['Use it: $own may not be assigned yet']);
  });

  test('that is assigned inside a map under a name of the outside, also where the outside assigns it later', () => {
    const inner = { 'Look at it': { Type: 'Pass', End: true, Assign: { x: 1 } } };
    const after = machine({ 'Each one': map('Set it', inner), 'Set it': pass('Done', { Assign: { x: 1 } }), Done: done });
    const own = machine({ 'Each one': map('Done', inner, { Assign: { x: 1 } }), Done: done });
    for (const broken of [after, own]) expect(lint(broken)).toEqual(['$x is assigned inside and outside']);
  });

  test('but not a parameter of a function, nor one of the outside that a map only reads', () => {
    const inner = { 'Look at it': { Type: 'Pass', End: true, Output: '{% $map([1], function($i) { $i + $x }) %}' } };
    expect(
      lint(machine({ 'Begin here': pass('Each one', { Assign: { x: 1 } }), 'Each one': map('Done', inner), Done: done })),
    ).toEqual([]);
  });
});

describe('a list that may shrink to one value is refused', () => {
  const complaints = (state: State) => lint(machine({ 'Do it': state, Done: done }));

  test('as the items of a map', () => {
    const inner = { 'Look at it': { Type: 'Pass', End: true } };
    expect(complaints(map('Done', inner, { Items: '{% $states.input.items %}' }))).toEqual([
      'Do it: Items: is not wrapped in […]',
    ]);
  });

  test.each(['$states.input.seats[agreed]', '$filter([1], function($n) { $n > 1 })', '$states.input.*'])(
    'as an argument: %s',
    (expression) => {
      expect(complaints({ Type: 'Task', Arguments: { seats: `{% ${expression} %}` }, Next: 'Done' })).toEqual([
        'Do it: Arguments.seats: is not wrapped in […]',
      ]);
      expect(complaints({ Type: 'Task', Arguments: { seats: `{% [${expression}] %}` }, Next: 'Done' })).toEqual([]);
    },
  );

  test('in a function of lists', () => {
    expect(complaints(pass('Done', { Output: '{% $sort($states.input.dates)[-1] %}' }))).toEqual([
      'Do it: Output: the list of $sort() is not wrapped in […]',
    ]);
  });
});

describe('a loop is refused', () => {
  const loop = (Condition: string, Assign: Record<string, unknown> = { turn: '{% $turn + 1 %}' }, Default = 'Done') =>
    lint(
      machine({
        'Begin here': pass('Count it', { Assign: { turn: 0 } }),
        'Count it': pass('Again?', { Assign }),
        'Again?': { Type: 'Choice', Choices: [{ Condition, Next: 'Count it' }], Default },
        Done: done,
      }),
    );
  const complaint = ['Count it → Again? → …: nothing bounds this loop'];

  test('without a counter', () => {
    expect(loop('{% $states.input.again %}')).toEqual(complaint);
  });

  test('whose counter nobody counts, or somebody sets back', () => {
    expect(loop('{% $turn < 5 %}', {})).toEqual(complaint);
    expect(loop('{% $turn < 5 %}', { turn: 0 })).toEqual(complaint);
  });

  test('that goes on in spite of its counter', () => {
    expect(loop('{% $turn < 5 or $states.input.again %}')).toEqual(complaint);
    expect(loop('{% $turn < 5 %}', undefined, 'Count it')).toContain(complaint[0]);
  });

  test('but not one that counts and gives up', () => {
    expect(loop('{% $turn < 5 %}')).toEqual([]);
  });
});

describe('an expression is refused', () => {
  test.each([
    [' {% $states.input %}', 'Output: looks like an expression but is a plain text'],
    ['{% $states.input %} ', 'Output: looks like an expression but is a plain text'],
    ['$states.input', 'Output: looks like an expression but is a plain text'],
    ['at {% $states.input %}', 'Output: looks like an expression but is a plain text'],
    ['{% $states. %}', 'Output: is no JSONata'],
    ['{% $now() %}', 'Output: calls $now()'],
    ['{% $toMillis($states.input) + $millis() %}', 'Output: calls $millis()'],
    ["{% $eval('1') %}", 'Output: calls $eval()'],
    ['{% outcome %}', 'Output: reads a field of nothing'],
    ["{% outcome = 'yes' ? 1 : 2 %}", 'Output: reads a field of nothing'],
    ['{% $states.errorOutput %}', 'Output: reads $states.errorOutput outside a catch'],
  ])('“%s”', (text, complaint) => {
    expect(lint(machine({ 'Do it': pass('Done', { Output: text }), Done: done }))).toEqual([`Do it: ${complaint}`]);
  });

  test('that reads a result before there is one', () => {
    const task = { Type: 'Task', Arguments: { x: '{% $states.result %}' }, Next: 'Done' };
    expect(lint(machine({ 'Do it': task, Done: done }))).toEqual([
      'Do it: Arguments.x: reads $states.result before there is one',
    ]);
  });
});

test('a name that is no sentence, is too long, or stands twice is refused, and so is a state that nobody reaches', () => {
  const long = `A${' word'.repeat(16)}`;
  expect(lint(machine({ MatchSpeakers: pass('Done'), Done: done }))).toEqual(['MatchSpeakers: is no sentence']);
  expect(lint(machine({ [long]: pass('Done'), Done: done }))).toEqual([`${long}: is longer than 80 characters`]);
  expect(lint(machine({ 'Each one': map('Done', { Done: { Type: 'Pass', End: true } }), Done: done }))).toEqual([
    'Done: stands twice',
  ]);
  expect(lint(machine({ 'Begin here': pass('Done'), Done: done, Forgotten: done }))).toEqual(['Forgotten: no way leads there']);
});
