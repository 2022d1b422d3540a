import { randomUUID } from 'node:crypto';

/** A place in a table's stream. The empty position is before everything. */
export interface Position {
  readonly shard: string;
  readonly sequence: string;
}

type Image = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A change of an item, in the shape in which Lambda hands it to a function. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly eventSourceARN: string;
  readonly awsRegion: string;
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Image;
    readonly NewImage?: Image;
    readonly OldImage?: Image;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
}

/** A record with what the runtime must know about it. */
export interface Read {
  readonly record: StreamRecord;
  readonly position: Position;
  /** When it was read, by the virtual clock: with a local database that is when it was written. */
  readonly at: number;
}

/** What GetRecords returns, before it is dressed for Lambda. */
export type RawRecord = Omit<StreamRecord, 'eventSourceARN'>;

/** Dresses a record: the real stream's ARN and time are those of DynamoDB Local and of the real clock. */
export function dress(raw: RawRecord, shard: string, eventSourceARN: string, at: number): Read {
  const awsRegion = eventSourceARN.split(':')[3] ?? raw.awsRegion;
  const dynamodb = { ...raw.dynamodb, ApproximateCreationDateTime: Math.floor(at / 1000) };
  return {
    record: { ...raw, awsRegion, dynamodb, eventSourceARN },
    position: { shard, sequence: raw.dynamodb.SequenceNumber },
    at,
  };
}

export type GivenUp = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** What Lambda sends to the destination for failures: where the batch is, not what is in it. */
export interface FailureMessage {
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: GivenUp;
    readonly approximateInvokeCount: number;
  };
  readonly responseContext: { readonly statusCode: number; readonly executedVersion: string; readonly functionError: string };
  readonly version: string;
  readonly timestamp: string;
  readonly DDBStreamBatchInfo: {
    readonly shardId: string;
    readonly startSequenceNumber: string;
    readonly endSequenceNumber: string;
    readonly approximateArrivalOfFirstRecord: string;
    readonly approximateArrivalOfLastRecord: string;
    readonly batchSize: number;
    readonly streamArn: string;
  };
}

/** The message about a batch that is given up. */
export function failureMessage(
  batch: readonly [Read, ...Read[]],
  functionArn: string,
  condition: GivenUp,
  approximateInvokeCount: number,
  now: number,
): FailureMessage {
  const first = batch[0];
  const last = batch.at(-1) ?? first;
  return {
    requestContext: { requestId: randomUUID(), functionArn, condition, approximateInvokeCount },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: first.position.shard,
      startSequenceNumber: first.position.sequence,
      endSequenceNumber: last.position.sequence,
      approximateArrivalOfFirstRecord: new Date(first.at).toISOString(),
      approximateArrivalOfLastRecord: new Date(last.at).toISOString(),
      batchSize: batch.length,
      streamArn: first.record.eventSourceARN,
    },
  };
}
