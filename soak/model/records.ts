import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { Cloud } from '../../local/cloud.ts';
import type { MappingModel } from '../../local/template/model.ts';

/** What follows the table's stream, by the beginning of its logical id. */
export type Follower = 'Wake' | 'RunVisit';

interface StreamRecord {
  dynamodb?: { Keys?: Record<string, { S?: string }> };
}
type Pattern = { dynamodb: { Keys: { sk: { S: unknown[] } } } };

/** The table's stream with its two promises broken: records come twice, or not at all. */
export class StreamRecords {
  readonly #cloud: Cloud;
  readonly #client: DynamoDBStreamsClient;
  readonly #seen: StreamRecord[] = [];
  #iterators: string[] | undefined;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#client = new DynamoDBStreamsClient(cloud.aws);
  }

  end(): void {
    this.#client.destroy();
  }

  /** Everything that ever happened in a partition comes once more, in its order, to both followers. */
  async repeat(pk: string): Promise<void> {
    await this.#readOn();
    const of = this.#seen.filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S === pk);
    for (const [follower, pattern] of [
      ['RunVisit', /^VISIT$/],
      ['Wake', /^TASK#/],
    ] as const) {
      const Records = of.filter(({ dynamodb }) => pattern.test(dynamodb?.Keys?.sk?.S ?? ''));
      for (let i = 0; i < Records.length; i += 25) await this.#cloud.invoke(follower, { Records: Records.slice(i, i + 25) });
    }
  }

  /** While `work` runs and until the cloud is quiet, a follower hears nothing: what is written then it will never hear of. */
  async lost<T>(follower: Follower, work: () => Promise<T>): Promise<T> {
    await this.#cloud.activity.quiet();
    const { filters } = this.#cloud.model.mappings.find(({ functionName }) =>
      functionName.includes(`-${follower}`),
    ) as MappingModel;
    const { S } = (filters[0] as Pattern).dynamodb.Keys.sk;
    const heard = S.splice(0, S.length, 'nothing');
    try {
      return await work();
    } finally {
      await this.#cloud.activity.quiet();
      S.splice(0, S.length, ...heard);
    }
  }

  async #readOn(): Promise<void> {
    this.#iterators ??= await this.#open();
    for (const [i, from] of this.#iterators.entries()) {
      let at = from;
      for (;;) {
        const { Records = [], NextShardIterator } = await this.#client.send(new GetRecordsCommand({ ShardIterator: at }));
        this.#seen.push(...(Records as StreamRecord[]));
        if (NextShardIterator) at = NextShardIterator;
        if (Records.length === 0 || !NextShardIterator) break;
      }
      this.#iterators[i] = at;
    }
  }

  async #open(): Promise<string[]> {
    const { Streams = [] } = await this.#client.send(new ListStreamsCommand({}));
    const { StreamArn } = Streams[0]!;
    const { StreamDescription } = await this.#client.send(new DescribeStreamCommand({ StreamArn }));
    const opened = (StreamDescription?.Shards ?? []).map(({ ShardId }) =>
      this.#client.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' })),
    );
    return (await Promise.all(opened)).map(({ ShardIterator }) => ShardIterator!);
  }
}
