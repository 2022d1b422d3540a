import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type SampleCity, sampleCities, withoutLimits } from '../data/sample/index.ts';
import {
  cityKey,
  identityKey,
  organisationKey,
  personKey,
  policyKey,
  rosterKey,
  speakerKey,
  unitKey,
} from '../functions/platform/keys.ts';
import type { SeedClients } from './cloud.ts';
import type { LocalPerson } from './http/doors.ts';

/** The sample cities that a fresh local store begins with. */
const cities = sampleCities();

/** A city's records as the table holds them. */
function itemsOf(city: SampleCity): Record<string, unknown>[] {
  return [
    { ...cityKey(city.id), ...city.catalogue, policy: city.policy.version },
    { ...policyKey(city.id, city.policy.version), ...city.policy },
    { ...rosterKey(city.id), version: 1 },
    ...city.units.map((unit) => ({ ...unitKey(city.id, unit.id), ...unit })),
    ...city.organisations.map((organisation) => ({ ...organisationKey(city.id, organisation.id), ...organisation })),
    ...city.speakers.map((speaker) => ({ ...speakerKey(city.id, speaker.id), ...speaker })),
    ...city.people.flatMap((person) => [
      { ...personKey(city.id, person.id), ...person },
      { ...identityKey(person.id), city: city.id, person: person.id },
    ]),
  ];
}

type Clients = Pick<SeedClients, 'tableName' | 'aws' | 'lasts'>;

/** Fills a fresh table with the sample cities, each as it is changed. */
export const seedOf = (change: (city: SampleCity) => SampleCity) => (clients: Clients) => sow(cities.map(change), clients);
export const seed = seedOf((city) => city);
/** The same with policies that limit nobody. */
export const seedWithoutLimits = seedOf(withoutLimits);

/**
 * On disk DynamoDB Local takes a transaction of a hundred items four times as fast as four
 * batches of twenty-five; in memory the batches are twice as fast.
 */
async function sow(cities: SampleCity[], { tableName, aws, lasts }: Clients): Promise<void> {
  const client = new DynamoDBClient(aws);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const TableName = tableName();
  const items = cities.flatMap(itemsOf);
  const transaction = (some: typeof items) =>
    documents.send(new TransactWriteCommand({ TransactItems: some.map((Item) => ({ Put: { TableName, Item } })) }));
  const batch = async (some: typeof items) => {
    const requests = some.map((Item) => ({ PutRequest: { Item } }));
    const { UnprocessedItems = {} } = await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
    if (Object.keys(UnprocessedItems).length > 0) throw new Error('the sample cities could not be written completely');
  };
  await Promise.all(lasts ? parts(items, 100).map(transaction) : parts(items, 25).map(batch));
  client.destroy();
}

const parts = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(size * i, size * i + size));

/** Everybody who can sign in locally, for `/_local/people`. */
export function people(): LocalPerson[] {
  return cities.flatMap((city) => {
    const organisations = new Map(city.organisations.map(({ id, name, kinds, unit }) => [id, { id, name, kinds, unit }]));
    return city.people.map(({ id, name, speakerId, memberships }) => ({
      id,
      name,
      speakerId,
      memberships: memberships.map(({ role, organisation }) => ({ role, organisation: organisations.get(organisation)! })),
    }));
  });
}
