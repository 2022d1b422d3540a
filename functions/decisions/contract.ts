import * as z from 'zod/mini';
import { Numbers } from '../personal/wanted.ts';
import type { Contract } from '../platform/contract.ts';
import { Code, Line } from '../platform/schema.ts';
import { TaskAnswer, TaskRecord, TasksAnswer } from './answers.ts';

const TaskId = z.object({ id: Line(300) });

export const listTasks = {
  method: 'GET',
  path: '/v1/tasks',
  summary: { zh: '待办事项', en: 'Tasks that wait for a decision' },
  /** With `visit` those of one visit, also those that a union may enter for the party that is asked. */
  query: z.strictObject({ status: z._default(z.literal('open'), 'open'), visit: z.optional(Code), numbers: Numbers }),
  success: 200,
  answer: TasksAnswer,
} satisfies Contract;

export const getTask = {
  method: 'GET',
  path: '/v1/tasks/{id}',
  summary: { zh: '一项待办', en: 'One task with all its decider needs' },
  params: TaskId,
  success: 200,
  answer: z.union([TaskAnswer, TaskRecord]),
} satisfies Contract;

/** Each decision's body is checked against the schema of its task's step. */
export const decideTasks = {
  method: 'POST',
  path: '/v1/tasks/decisions',
  summary: { zh: '批量办理', en: 'Decide several tasks' },
  body: z.strictObject({
    decisions: z.array(z.looseObject({ taskId: Line(300), outcome: Line(30) })).check(z.minLength(1), z.maxLength(25)),
  }),
  success: 200,
  answer: z.strictObject({
    results: z.array(z.strictObject({ taskId: z.string(), status: z.int(), body: z.record(z.string(), z.unknown()) })),
  }),
} satisfies Contract;

/** The body is checked against the schema of the task's own step. */
export const decideTask = {
  method: 'POST',
  path: '/v1/tasks/{id}/decision',
  summary: { zh: '办理', en: 'Decide a task' },
  params: TaskId,
  body: z.looseObject({ outcome: Line(30) }),
  success: 200,
  answer: TaskRecord,
} satisfies Contract;
