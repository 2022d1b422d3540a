import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { synthesize } from '../../local/synthesize.ts';
import { blockOf, withBlock } from '../../tools/diagram/document.ts';
import { type Machine, type State, visitMachine } from '../../tools/diagram/machine.ts';
import { mermaid, type Options } from '../../tools/diagram/mermaid.ts';

const machine = (States: Record<string, State>): Machine => ({ StartAt: Object.keys(States)[0]!, States });
const automatic = (Next: string, more: Partial<State> = {}): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Next,
  ...more,
});
const over: State = { Type: 'Succeed', Comment: '办结' };

const lines = (states: Record<string, State>, options?: Options) =>
  mermaid(machine(states), options)
    .split('\n')
    .map((line) => line.trim());
const ways = (states: Record<string, State>, options?: Options) =>
  lines(states, options).filter((line) => line.includes('-->'));
const step = (id: string, states: Record<string, State>, options?: Options) =>
  lines(states, options).find((line) => new RegExp(`^${id}\\W`).test(line) && !line.includes('-->'));

/** A question with its time-out, as `workflows/human-step.ts` builds it. */
const question = (name: string, answered: Partial<State>, silent: string): Record<string, State> => ({
  [name]: {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Retry: [{ MaxAttempts: 7 }],
    Catch: [{ ErrorEquals: ['States.Timeout'], Next: `${name}: the time is over` }],
    ...answered,
  },
  [`${name}: the time is over`]: automatic(`${name}: ask again?`),
  [`${name}: ask again?`]: {
    Type: 'Choice',
    Choices: [
      { Condition: "{% $answer.outcome = 'not-yet' and $turn < 50 %}", Next: name },
      { Condition: "{% $answer.outcome = 'not-yet' %}", Next: `${name}: moved too often` },
    ],
    Default: silent,
  },
  [`${name}: moved too often`]: { Type: 'Fail' },
});

test('a question is one step, whether it is answered or its time is over', () => {
  const states = { ...question('Ask the union', { Next: 'Done' }, 'Done'), Done: over };
  expect(ways(states)).toEqual(['Begin --> Ask_the_union', 'Ask_the_union --> Done']);
});

test('where silence leads elsewhere, the way says so', () => {
  const states = { ...question('Ask the union', { Next: 'Done' }, 'Look on'), 'Look on': automatic('Done'), Done: over };
  expect(ways(states)).toEqual([
    'Begin --> Ask_the_union',
    'Ask_the_union --> Done',
    'Ask_the_union -->|"逾期未答复"| Look_on',
    'Look_on --> Done',
  ]);
});

test('the full diagram shows every state, with its retries and with conditions that have no words', () => {
  const states = { ...question('Ask the union', { Next: 'Done' }, 'Done'), Done: over };
  expect(ways(states, { full: true })).toEqual([
    'Begin --> Ask_the_union',
    'Ask_the_union --> Done',
    'Ask_the_union -->|"逾期未答复"| Ask_the_union_the_time_is_over',
    'Ask_the_union_the_time_is_over --> Ask_the_union_ask_again',
    'Ask_the_union_ask_again -->|"#36;answer.outcome = \'not-yet\' and #36;turn #60; 50"| Ask_the_union',
    'Ask_the_union_ask_again -->|"#36;answer.outcome = \'not-yet\'"| Ask_the_union_moved_too_often',
    'Ask_the_union_ask_again -->|"否则"| Done',
  ]);
  expect(step('Ask_the_union', states, { full: true })).toContain('retry × 7');
  expect(step('Ask_the_union', states)).not.toContain('retry');
});

test('a choice’s ways bear the rules’ words, the last one 否则', () => {
  const states: Record<string, State> = {
    'Which way?': {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $agreed %}', Next: 'Done', Comment: '同意' },
        { Condition: '{% $reserve %}', Next: 'Ask again', Comment: '有候补' },
      ],
      Default: 'Give up',
    },
    'Ask again': automatic('Which way?'),
    'Give up': { Type: 'Succeed' },
    Done: over,
  };
  expect(ways(states).slice(1)).toEqual([
    'Which_way -->|"同意"| Done',
    'Which_way -->|"有候补"| Ask_again',
    'Which_way -->|"否则"| Give_up',
    'Ask_again --> Which_way',
  ]);
});

test('a choice that only guards a limit is left out, and so is what only sets variables', () => {
  const states: Record<string, State> = {
    Begin: { Type: 'Pass', Next: 'Match' },
    Match: automatic('Found?'),
    'Found?': { Type: 'Choice', Choices: [{ Next: 'Done', Comment: '找到' }], Default: 'Again?' },
    'Again?': { Type: 'Choice', Choices: [{ Condition: '{% $round < 20 %}', Next: 'Match' }], Default: 'Too often' },
    'Too often': { Type: 'Fail' },
    Done: over,
  };
  expect(ways(states)).toEqual(['Begin --> Match', 'Match --> Found', 'Found -->|"找到"| Done', 'Found -->|"否则"| Match']);
});

test('what runs for each item stands in a frame, between the name and 全部办完', () => {
  const inner = machine({
    ...question('Ask the employer', { End: true }, 'The employer was silent'),
    'The employer was silent': { Type: 'Pass', End: true },
  });
  const states: Record<string, State> = {
    'Each employer': { Type: 'Map', Comment: '每个单位', ItemProcessor: inner, Next: 'Done' },
    Done: over,
  };
  const text = lines(states);
  const frame = text.slice(text.indexOf('subgraph Each_employer_frame[" "]') + 1, text.indexOf('end'));
  expect(frame.map((line) => line.replace(/\W.*/, ''))).toEqual([
    'Each_employer',
    'Ask_the_employer',
    'Each_employer_done',
    'The_employer_was_silent',
  ]);
  expect(ways(states)).toEqual([
    'Begin --> Each_employer',
    'Each_employer_done --> Done',
    'Each_employer --> Ask_the_employer',
    'Ask_the_employer --> Each_employer_done',
    'Ask_the_employer -->|"逾期未答复"| The_employer_was_silent',
    'The_employer_was_silent --> Each_employer_done',
  ]);
});

test('each kind of step has a shape of its own, its Chinese name first; the legend explains those that are there', () => {
  const states: Record<string, State> = {
    'Match speakers': automatic('Ask the union', { Comment: '匹配劳模工匠' }),
    ...question('Ask the union', { Next: 'The day', Comment: '工会审批' }, 'The day'),
    'The day': { Type: 'Wait', Next: 'Done' },
    Done: over,
  };
  expect(step('Match_speakers', states)).toBe(
    'Match_speakers[["匹配劳模工匠<br/><small>Match speakers</small>"]]:::automaticStep',
  );
  expect(step('Ask_the_union', states)).toBe('Ask_the_union["工会审批<br/><small>Ask the union</small>"]:::humanStep');
  expect(step('The_day', states)).toBe('The_day{{"The day"}}:::waitStep');
  expect(step('Done', states)).toBe('Done(["办结<br/><small>Done</small>"]):::endStep');
  expect(blockOf(machine(states))).toMatch(/图例：橙色粗边框由人办理；.*六边形.*；绿色圆角框是开始、结果或结束。$/);
  expect(blockOf(machine(states))).not.toContain('菱形');
});

test('nothing in a text is taken for mermaid’s own', () => {
  const comment = '工会（市级）"审批": <同意> #1\n第二行 [甲] | 乙';
  const states: Record<string, State> = {
    end: automatic('审批', { Comment: comment }),
    审批: { Type: 'Choice', Choices: [{ Next: '办结', Comment: '同意"(有候补)"' }], Default: 'State' },
    办结: { Type: 'Succeed' },
    State: { Type: 'Succeed' },
  };
  expect(step('End', states)).toBe(
    'End[["工会（市级）#34;审批#34;#58; #60;同意#62; #35;1 第二行 [甲] | 乙<br/><small>end</small>"]]:::automaticStep',
  );
  expect(ways(states)).toEqual([
    'Begin --> End',
    'End --> State',
    'State -->|"同意#34;(有候补)#34;"| State_2',
    'State -->|"否则"| State_3',
  ]);
});

test('only what stands between the two marks is replaced', () => {
  const document = (block: string) => `前\n<!-- diagram: begin -->\n${block}<!-- diagram: end -->\n后\n`;
  expect(withBlock(document(''), '$& 新')).toBe(document('$& 新\n'));
  expect(withBlock(document('旧\n'), '新')).toBe(document('新\n'));
  expect(() => withBlock('前\n后\n', '新')).toThrow('lacks the lines');
});

test('docs/visit.md shows the procedure as the template has it', async () => {
  const path = new URL('../../docs/visit.md', import.meta.url);
  expect(existsSync(path), 'docs/visit.md does not exist').toBe(true);
  const document = readFileSync(path, 'utf8');
  const present = visitMachine(JSON.parse(readFileSync(await synthesize(), 'utf8')));
  const hint = 'docs/visit.md shows an earlier procedure; run `npx node tools/diagram/main.ts`';
  expect(document, hint).toBe(withBlock(document, blockOf(present)));
});
