import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type SampleCity, sampleCities } from '../data/sample/index.ts';
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

/** Fills a fresh table with the sample cities. */
export async function seed({ tableName, aws }: Pick<SeedClients, 'tableName' | 'aws'>): Promise<void> {
  const client = new DynamoDBClient(aws);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const items = cities.flatMap(itemsOf);
  // On disk DynamoDB Local takes a transaction of a hundred items four times as fast as four batches of twenty-five.
  const batches = Array.from({ length: Math.ceil(items.length / 100) }, (_, i) => items.slice(100 * i, 100 * i + 100));
  await Promise.all(
    batches.map((batch) => {
      const TransactItems = batch.map((Item) => ({ Put: { TableName: tableName(), Item } }));
      return documents.send(new TransactWriteCommand({ TransactItems }));
    }),
  );
  client.destroy();
}

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
