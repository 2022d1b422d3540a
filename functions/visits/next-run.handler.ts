import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { discreet } from '../platform/discreet.ts';
import { Run } from './execution.ts';
import { restart } from './next-run.ts';

/** Hears of executions that failed, timed out or were aborted. */
export const handler = discreet(
  (event: EventBridgeEvent<'Step Functions Execution Status Change', { input: string }>): Promise<void> =>
    restart(z.parse(Run, JSON.parse(event.detail.input))),
);
