import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { SampleCity } from '../../demo/sample-city.ts';
import type { Task } from '../../functions/decisions/task.ts';
import type { Notice } from '../../functions/notices/notice.ts';
import { visitOf } from '../../functions/platform/keys.ts';
import type { Visit } from '../../functions/visits/visit.ts';

export const CITY = 'nanchang';

/** Looks into the table as nobody in the city can. */
export class Table {
  readonly #documents: DynamoDBDocumentClient;
  readonly #name: string;

  constructor({ cloud }: SampleCity) {
    this.#documents = DynamoDBDocumentClient.from(new DynamoDBClient(cloud.aws));
    this.#name = cloud.model.tables[0]!.name;
  }

  async visit(id: string): Promise<{ visit: Visit; tasks: Task[] }> {
    const { Items = [] } = await this.#documents.send(
      new QueryCommand({
        TableName: this.#name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': visitOf(CITY, id), ':from': 'TASK#', ':to': 'VISIT' },
        ConsistentRead: true,
      }),
    );
    const tasks = Items.filter(({ sk }) => (sk as string).startsWith('TASK#')) as Task[];
    return { visit: Items.find(({ sk }) => sk === 'VISIT') as Visit, tasks };
  }

  async notices(): Promise<Notice[]> {
    const found: Notice[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await this.#documents.send(new ScanCommand({ TableName: this.#name, ExclusiveStartKey }));
      found.push(...((page.Items ?? []).filter(({ sk }) => (sk as string).startsWith('NOTICE#')) as Notice[]));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  }

  end(): void {
    this.#documents.destroy();
  }
}
