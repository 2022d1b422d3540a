import { log } from '../platform/log.ts';
import { consumer } from '../platform/stream.ts';
import { Task, taskId } from './task.ts';
import { wake } from './wake.ts';

/** The one waker: sends the outcome as soon as a task has both an outcome and a token and either is new. */
export const handler = consumer(Task, async ({ before, after }) => {
  if (!after?.token || !after.result) return;
  if (before?.result && before.token === after.token) return;
  log.info('wake', { task: taskId(after), outcome: after.result.outcome, answer: await wake(after) });
});
