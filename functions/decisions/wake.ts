import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Task } from './task.ts';

/** The workflow is past this question already: an answer, not a fault. */
const PAST = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

let client: SFNClient | undefined;

/**
 * Tells a waiting workflow the outcome of its question. `expired` and `declined` are outcomes too: failure is for faults. Safe to
 * call twice.
 */
export async function wake({ token, result }: Pick<Task, 'token' | 'result'>): Promise<'woken' | 'past'> {
  client ??= new SFNClient({});
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(result) }));
    return 'woken';
  } catch (error) {
    if (PAST.has((error as Error).name)) return 'past';
    throw error;
  }
}
