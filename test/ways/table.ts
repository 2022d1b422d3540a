import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { SampleCity } from '../../demo/sample-city.ts';

type Item = Record<string, unknown> & { pk: string; sk: string };

/** Everything that is stored, by its keys, once nothing more happens by itself; only for tests. */
export async function stored(city: SampleCity): Promise<Map<string, Item>> {
  await city.settle();
  const client = new DynamoDBClient(city.cloud.aws);
  const [table] = city.cloud.model.tables;
  const items = new Map<string, Item>();
  const pages = paginateScan({ client: DynamoDBDocumentClient.from(client) }, { TableName: table!.name, ConsistentRead: true });
  for await (const { Items = [] } of pages) for (const item of Items as Item[]) items.set(`${item.pk} ${item.sk}`, item);
  client.destroy();
  return items;
}

/** Every hold in a speaker's diaries. */
export async function holdsOf(city: SampleCity, speaker: string): Promise<{ visit: string; start: string; end: string }[]> {
  const diaries = [...(await stored(city)).values()].filter(({ pk, sk }) => pk.endsWith(`#DIARY#${speaker}`) && sk !== 'LOAD');
  return diaries.flatMap(({ holds }) => holds as { visit: string; start: string; end: string }[]);
}
