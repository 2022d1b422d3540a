import * as z from 'zod/mini';
import { Code } from '../platform/schema.ts';
import { expire } from './expire.ts';
import { type StepResult, TaskRef, taskName } from './task.ts';

const Expire = z.extend(TaskRef, { city: Code, visit: Code });

/** Answers a workflow whose token timed out. */
export async function handler(event: unknown): Promise<StepResult> {
  const { city, visit, ...ref } = z.parse(Expire, event);
  return expire(city, visit, taskName(ref));
}
