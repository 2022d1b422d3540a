import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { putAside } from './dead-letters.ts';

/** Changes of the items whose sort key is this one, or begins like that. */
export const withSortKey = (sortKey: object | string) => ({ dynamodb: { Keys: { sk: { S: [sortKey] } } } });

/** What others hear of when it is written: events of visits, questions, and what is to be delivered to people. */
export const TOLD_TO_OTHERS = {
  eventName: ['INSERT'],
  dynamodb: {
    Keys: {
      sk: { S: ['REQUEST', ...['EVENT#', 'MATCH#', 'FILL#', 'TASK#', 'NOTICE#', 'MAIL#'].map((prefix) => ({ prefix }))] },
    },
  },
};

/** Events of organisations as they are written: no other kind of item has both members. */
export const ORGANISATION_EVENTS = {
  eventName: ['INSERT'],
  dynamodb: { NewImage: { organisation: { S: [{ exists: true }] }, type: { S: [{ exists: true }] } } },
};

/**
 * Lets a function follow the table's changes that fit one of the patterns. A record is tried for as long as the stream keeps it (24
 * hours), then put aside; records of one visit stay in order. A shard serves two readers well, AWS says, and there are two.
 */
export function follow(consumer: LambdaFunction, table: Table, deadLetters: Queue, ...patterns: object[]): void {
  consumer.addEventSource(
    new DynamoEventSource(table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      parallelizationFactor: 10,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 10_000,
      maxRecordAge: Duration.hours(24),
      onFailure: putAside(deadLetters),
      filters: patterns.map((pattern) => FilterCriteria.filter(pattern)),
    }),
  );
}
