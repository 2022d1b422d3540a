import type { DynamoDbCall } from './dynamodb/client.ts';
import type { CloudModel } from './template/model.ts';

/** What works with a cloud's stores from outside of it: a seed, or whoever looks at its messages. */
export interface Clients {
  readonly model: CloudModel;
  /** The table's name by the beginning of its logical id; the only table when none is given. */
  readonly tableName: (logicalId?: string) => string;
  /** One DynamoDB call without the SDK, past the gateway. */
  readonly call: DynamoDbCall;
  /** For any client of the SDK, through the gateway. */
  readonly aws: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  /** Whether the store outlives the cloud, on disk. */
  readonly lasts: boolean;
  /** Now, by the virtual clock. */
  readonly now: () => number;
}
