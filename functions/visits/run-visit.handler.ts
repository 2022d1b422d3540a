import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { enter, isOfOrganisation } from '../audit/enter.ts';
import { discreet } from '../platform/discreet.ts';
import { log } from '../platform/log.ts';
import { consumer } from '../platform/stream.ts';
import { startExecution, stopExecution } from './execution.ts';
import { Visit } from './visit.ts';

const runOf = ({ city, id, epoch, run }: Visit) => ({ city, visit: id, epoch, run });

/** Keeps one execution per visit: a new visit, epoch or run starts one; a new epoch stops the one before. */
const runVisits = consumer(Visit, async ({ before, after }) => {
  if (!after) return;
  if (before && before.epoch < after.epoch) await stopExecution(runOf(before), `epoch ${after.epoch}`);
  const isNew = before?.epoch !== after.epoch || before.run !== after.run;
  if (isNew && !after.ended && !after.stuck) await startExecution(runOf(after));
});

/**
 * Follows visits, and organisations' own events: first what visits wait for, then the ledger. Should the ledger fail, all records come
 * again, which starts nothing twice. One reader for both, because a stream serves two well, and wake is the other.
 */
export const handler = discreet(async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const answer = await runVisits({ Records: Records.filter((record) => !isOfOrganisation(record)) });
  try {
    await enter(Records, new Date());
    return answer;
  } catch (error) {
    log.error('not entered into the ledger', { error });
    return { batchItemFailures: [{ itemIdentifier: Records[0]?.dynamodb?.SequenceNumber ?? '' }] };
  }
});
