import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;
const image = (item: object | undefined) => item && (marshall(item, { removeUndefinedValues: true }) as unknown as Image);

/** A batch of a stream: each change is [before, after]; sequence numbers count from 1. What names no place is a visit. */
export const batch = (...changes: [before: object | undefined, after: object | undefined][]): DynamoDBStreamEvent => ({
  Records: changes.map(([before, after], i) => {
    const [OldImage, NewImage] = [image(before), image(after)];
    const sk = (NewImage ?? OldImage)?.sk ?? { S: 'VISIT' };
    return {
      eventID: `event-${i + 1}`,
      dynamodb: { SequenceNumber: `${i + 1}`, Keys: { sk }, ...(OldImage && { OldImage }), ...(NewImage && { NewImage }) },
    };
  }),
});

/** What a consumer answers when this record and all behind it must come again. */
export const failedFrom = (sequenceNumber: number) => ({ batchItemFailures: [{ itemIdentifier: `${sequenceNumber}` }] });
export const allDone = { batchItemFailures: [] };

/** A fault or an answer of AWS by its name. */
export const awsError = (name: string) => Object.assign(new Error(name), { name });
