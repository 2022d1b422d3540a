import * as z from 'zod/mini';
import { discreet } from '../platform/discreet.ts';
import { Code } from '../platform/schema.ts';
import { expire } from './expire.ts';
import { type StepResult, TaskRef, taskName } from './task.ts';

const Expire = z.extend(TaskRef, { city: Code, visit: Code });

/** Answers a workflow whose token timed out. */
export const handler = discreet(async (event: unknown): Promise<StepResult> => {
  const { city, visit, ...ref } = z.parse(Expire, event);
  return expire(city, visit, taskName(ref));
});
