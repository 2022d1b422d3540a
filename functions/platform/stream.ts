import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { log } from './log.ts';

/** An item before and after a change; absent when it was made or deleted. */
export interface Change<T> {
  before: T | undefined;
  after: T | undefined;
}

/** A record as the change that it tells of. */
export function changeOf<T>(schema: z.ZodMiniType<T>, { dynamodb }: DynamoDBRecord): Change<T> {
  const parse = (image: unknown) =>
    image === undefined ? undefined : z.parse(schema, unmarshall(image as Record<string, AttributeValue>));
  return { before: parse(dynamodb?.OldImage), after: parse(dynamodb?.NewImage) };
}

/**
 * A stream's consumer: `consume` sees each change in order, at least once. When it fails, that record and all behind it are
 * delivered again, so that the order within a visit is kept.
 */
export const consumer =
  <T>(schema: z.ZodMiniType<T>, consume: (change: Change<T>) => Promise<void>) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of event.Records) {
      try {
        await consume(changeOf(schema, record));
      } catch (error) {
        log.error('stream record failed', { eventID: record.eventID, error });
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };
