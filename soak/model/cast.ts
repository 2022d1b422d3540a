import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { poolOf } from '../../functions/platform/keys.ts';
import type { Clients } from '../../local/clients.ts';
import { seedWithoutLimits } from '../../local/seed.ts';

/** Who takes part in the runs: few enough that visits stand in each other's way. */

export const CITY = 'nanchang';
/** In the line of every party; it reads all visits. */
export const TOP_UNION = 'union-city';

export interface School {
  id: string;
  union: string;
}
export const SCHOOLS: readonly School[] = [
  { id: 'school-donghu-01', union: 'union-donghu' },
  { id: 'school-xihu-01', union: 'union-xihu' },
  { id: 'school-donghu-02', union: 'union-donghu' },
];

export interface Speaker {
  id: string;
  employers: readonly string[];
  union: string;
  /** Five different ones, so that no match has to draw between equals and every run can be repeated. */
  rating: number;
}
export const SPEAKERS: readonly Speaker[] = [
  { id: 'speaker-001', employers: ['employer-01'], union: 'union-qingshanhu', rating: 5 },
  { id: 'speaker-002', employers: [], union: 'union-qingshanhu', rating: 4 },
  { id: 'speaker-003', employers: ['employer-01', 'employer-02'], union: 'union-qingshanhu', rating: 3 },
  { id: 'speaker-004', employers: [], union: 'union-wanli', rating: 2 },
  { id: 'speaker-006', employers: ['employer-03'], union: 'union-city', rating: 1 },
];
export const speakerOf = (id: string): Speaker => SPEAKERS.find((each) => each.id === id)!;

/** The union that may enter the word of a party. */
const RECORDERS: Record<string, string> = {
  ...Object.fromEntries(SCHOOLS.map(({ id, union }) => [id, union])),
  ...Object.fromEntries(SPEAKERS.map(({ id, union }) => [id, union])),
  'employer-01': 'union-qingshanhu',
  'employer-02': 'union-jingkai',
  'employer-03': 'union-city',
};
export const recorderOf = (party: string): string => RECORDERS[party] ?? TOP_UNION;

/** The sample city with nobody else in the pool. */
export async function seedCast(clients: Clients): Promise<void> {
  await seedWithoutLimits(clients);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clients.aws));
  const TableName = clients.tableName();
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pool',
      ExpressionAttributeValues: { ':pool': poolOf(CITY) },
    }),
  );
  const others = Items.filter(({ sk }) => !SPEAKERS.some(({ id }) => id === sk));
  for (let i = 0; i < others.length; i += 25) {
    const deletes = others.slice(i, i + 25).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: deletes } }));
  }
  for (const item of Items) {
    const known = SPEAKERS.find(({ id }) => id === item.sk);
    if (known) await documents.send(new PutCommand({ TableName, Item: { ...item, rating: known.rating } }));
  }
  documents.destroy();
}
