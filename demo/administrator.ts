import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { defaultPolicy, type Policy } from '../functions/deadlines/policy.ts';
import { cityKey, type Key, policyKey, rosterKey, speakerKey } from '../functions/platform/keys.ts';
import type { SampleCity } from './sample-city.ts';

const NANCHANG = 'nanchang';
/** A little longer than the functions keep a city's records in memory. */
const UNTIL_KNOWN = 61_000;

/** Changes one stored item, as an administrator of the city does; the key alone gives a new one. */
async function change(city: SampleCity, Key: Key, to: (before: Record<string, unknown>) => Record<string, unknown>) {
  const client = new DynamoDBClient(city.cloud.aws);
  const documents = DynamoDBDocumentClient.from(client);
  const TableName = city.cloud.model.tables[0]!.name;
  const { Item = {} } = await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  const changed = to(Item);
  await documents.send(new PutCommand({ TableName, Item: { ...changed, ...Key } }));
  client.destroy();
  return changed;
}

/** Puts another policy in force, the default one but for these switches. Visits that have begun keep theirs. */
export async function putInForce(city: SampleCity, switches: Partial<Policy>): Promise<void> {
  const { policy } = await change(city, cityKey(NANCHANG), (record) => ({ ...record, policy: Number(record.policy) + 1 }));
  const version = Number(policy);
  await change(city, policyKey(NANCHANG, version), () => ({ ...defaultPolicy, ...switches, version }));
  await city.until(city.now() + UNTIL_KNOWN);
}

/** Another talk in a speaker's pool entry; with it the pool's version rises. */
export async function givesTalk(city: SampleCity, speaker: string, title: string): Promise<void> {
  const talks = [{ title, topics: ['welding'], levels: [], minutes: 40 }];
  await change(city, speakerKey(NANCHANG, speaker), (entry) => ({ ...entry, talks }));
  await change(city, rosterKey(NANCHANG), ({ version }) => ({ version: Number(version) + 1 }));
}
