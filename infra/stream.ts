import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { putAside } from './dead-letters.ts';

/**
 * Lets a function follow the table's changes to the items whose sort key fits. A record is tried for as long as the stream keeps
 * it (24 hours), then put aside; records of one visit stay in order.
 */
export function follow(consumer: LambdaFunction, table: Table, deadLetters: Queue, sortKey: object | string): void {
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
      filters: [FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: [sortKey] } } } })],
    }),
  );
}
