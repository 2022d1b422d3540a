import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { enter, isOfOrganisation } from '../audit/enter.ts';
import { relay } from '../events/relay.ts';
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

const isVisit = ({ dynamodb }: DynamoDBRecord) => dynamodb?.Keys?.sk?.S === 'VISIT';

/**
 * Follows the table: first what visits wait for, then the ledger of what came, then what others hear on the bus. Should one of the
 * latter fail, all records come again, which starts and enters nothing twice. One reader for all, because a stream serves two well, and
 * wake is the other.
 */
export const handler = discreet(async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const visits = Records.filter(isVisit);
  const answer = await runVisits({ Records: visits });
  try {
    await enter([...visits, ...Records.filter((record) => !isVisit(record) && isOfOrganisation(record))], new Date());
    await relay(Records);
    return answer;
  } catch (error) {
    log.error('not passed on', { error });
    return { batchItemFailures: [{ itemIdentifier: Records[0]?.dynamodb?.SequenceNumber ?? '' }] };
  }
});
