import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { followPace } from '../pace/follow.ts';
import { discreet } from '../platform/discreet.ts';
import { log } from '../platform/log.ts';
import { consumer } from '../platform/stream.ts';
import { Task, taskId } from './task.ts';
import { wake } from './wake.ts';

/** The one waker: sends the outcome as soon as a task has both an outcome and a token and either is new. */
const wakeUp = consumer(Task, async ({ before, after }) => {
  if (!after?.token || !after.result) return;
  if (before?.result && before.token === after.token) return;
  log.info('wake', { task: taskId(after), outcome: after.result.outcome, answer: await wake(after) });
});

/**
 * Follows tasks: first whatever workflows wait for, then how fast they were answered. Should that fail, all records come again, which
 * wakes nobody twice; those that the waker could not take come again anyway.
 */
export const handler = discreet(async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const answer = await wakeUp({ Records });
  const failed = answer.batchItemFailures[0]?.itemIdentifier;
  const taken = Records.findIndex(({ dynamodb }) => failed !== undefined && dynamodb?.SequenceNumber === failed);
  try {
    await followPace(taken < 0 ? Records : Records.slice(0, taken), new Date());
    return answer;
  } catch (error) {
    log.error('pace not kept', { error });
    return { batchItemFailures: [{ itemIdentifier: Records[0]?.dynamodb?.SequenceNumber ?? '' }] };
  }
});
