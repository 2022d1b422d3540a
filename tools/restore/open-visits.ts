import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateListExecutions, type SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { SWEEP, sweepOf, visitKey } from '../../functions/platform/keys.ts';

const OpenVisit = z.object({ city: z.string(), id: z.string(), epoch: z.int(), run: z.int() });
type OpenVisit = z.infer<typeof OpenVisit>;

export interface Place {
  dynamodb: DynamoDBClient;
  stepFunctions: SFNClient;
  table: string;
  machine: string;
}

/** The visits that have not ended and wait for no operator. */
async function openVisits({ dynamodb, table }: Place): Promise<OpenVisit[]> {
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(dynamodb) },
    {
      ...{ TableName: table, ConsistentRead: true },
      FilterExpression: '#sk = :visit AND attribute_not_exists(#ended) AND attribute_not_exists(#stuck)',
      ExpressionAttributeNames: { '#sk': 'sk', '#ended': 'ended', '#stuck': 'stuck' },
      ExpressionAttributeValues: { ':visit': visitKey('', '').sk },
    },
  );
  const found: OpenVisit[] = [];
  for await (const { Items = [] } of pages) found.push(...z.parse(z.array(OpenVisit), Items));
  return found;
}

/** The executions that run, by their names. */
async function running({ stepFunctions, machine }: Place): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const query = { stateMachineArn: machine, statusFilter: 'RUNNING' } as const;
  for await (const { executions = [] } of paginateListExecutions({ client: stepFunctions }, query))
    for (const { name, executionArn } of executions) found.set(name!, executionArn!);
  return found;
}

/** How many visits are open, and how many of them no execution of their own epoch and run takes on. */
export async function lookAt(place: Place): Promise<{ open: number; idle: number }> {
  const [visits, executions] = await Promise.all([openVisits(place), running(place)]);
  return {
    open: visits.length,
    idle: visits.filter(({ id, epoch, run }) => !executions.has(`${id}-${epoch}-${run}`)).length,
  };
}

/**
 * After a restore the executions are where they had got to, and the table is not: they wait with tokens that it does not know. So all
 * that run are stopped, upon which the next run of each begins where its visit stands; and every open visit is looked at by the next
 * sweep, which takes up those whose execution had ended since. Safe to call twice.
 * @returns how many executions were stopped, how many visits will be looked at
 */
export async function takeUp(place: Place, now: Date): Promise<{ stopped: number; visits: number }> {
  const executions = await running(place);
  for (const executionArn of executions.values()) {
    await place.stepFunctions.send(
      new StopExecutionCommand({ executionArn, error: 'TableRestored', cause: 'the table was restored to an earlier point' }),
    );
  }
  const documents = DynamoDBDocumentClient.from(place.dynamodb);
  const visits = await openVisits(place);
  for (const { city, id } of visits) {
    const soon = new UpdateCommand({
      ...{ TableName: place.table, Key: visitKey(city, id) },
      UpdateExpression: 'SET #sweep = :sweep, #at = :now',
      ConditionExpression: 'attribute_exists(#sk) AND attribute_not_exists(#ended)',
      ExpressionAttributeNames: { '#sweep': SWEEP.pk, '#at': SWEEP.sk, '#sk': 'sk', '#ended': 'ended' },
      ExpressionAttributeValues: { ':sweep': sweepOf(city), ':now': now.toISOString() },
    });
    await documents.send(soon).catch((error: unknown) => {
      // It has just ended: nothing to take up.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
  }
  return { stopped: executions.size, visits: visits.length };
}
