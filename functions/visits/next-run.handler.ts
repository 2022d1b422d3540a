import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { Run } from './execution.ts';
import { restart } from './next-run.ts';

/** Hears of executions that failed, timed out or were aborted. */
export async function handler(
  event: EventBridgeEvent<'Step Functions Execution Status Change', { input: string }>,
): Promise<void> {
  await restart(z.parse(Run, JSON.parse(event.detail.input)));
}
