import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Step } from '../../functions/deadlines/policy.ts';
import { parseTaskId, taskId, taskName } from '../../functions/decisions/task.ts';
import { parse } from '../../functions/platform/api.ts';
import { newId } from '../../functions/platform/ids.ts';
import { Code } from '../../functions/platform/schema.ts';

const letter = fc.constantFrom(...'abz09', '示', '例', 'é', '𠮷');
const code = fc
  .tuple(letter, fc.array(fc.oneof(letter, fc.constantFrom('.', '-', 'Z')), { maxLength: 30 }))
  .map(([first, rest]) => first + rest.join(''));
const ref = fc.record({
  visit: fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map(newId),
  epoch: fc.integer({ min: 1, max: 99 }),
  step: fc.constantFrom(...Step.options),
  seat: fc.integer({ min: 0, max: 6 }),
  round: fc.integer({ min: 1, max: 99 }),
  employer: fc.option(code, { nil: undefined }),
});

test('a task’s id leads back to its visit and its name, whatever the employer’s code', () => {
  fc.assert(
    fc.property(ref, (task) => {
      if (task.employer !== undefined) parse(Code, task.employer);
      expect(parseTaskId(taskId(task))).toEqual({ visit: task.visit, name: taskName(task) });
    }),
  );
});

test('two questions never share an id', () => {
  fc.assert(
    fc.property(ref, ref, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      expect(taskId(one)).not.toBe(taskId(other));
    }),
  );
});

test('what has not the form of an id is none, and never breaks', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseTaskId(text) === undefined));
  for (const text of ['', 'v1', 'v1.1.statistics', 'v1.1.statistics.0', 'v1.1.statistics.0.1.#', '../v1.1.statistics.0.1'])
    expect(parseTaskId(text)).toBeUndefined();
});
