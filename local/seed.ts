import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type SampleCity, sampleCities, withoutLimits } from '../data/sample/index.ts';
import { type KeyRing, organisationNumber, personNumber, speakerNumber } from '../functions/personal/sealing.ts';
import {
  cityKey,
  identityKey,
  memberKey,
  organisationKey,
  personKey,
  phoneKey,
  policyKey,
  rosterKey,
  speakerKey,
  speakerPersonKey,
  unitKey,
} from '../functions/platform/keys.ts';
import type { Clients } from './clients.ts';
import { firstKey } from './first-key.ts';
import type { LocalPerson } from './http/person.ts';

/** The sample cities that a fresh local store begins with. */
const cities = sampleCities();

/** A city's records as the table holds them, with its numbers sealed. */
function itemsOf(city: SampleCity, ring: KeyRing): Record<string, unknown>[] {
  return [
    { ...cityKey(city.id), ...city.catalogue, policy: city.policy.version },
    { ...policyKey(city.id, city.policy.version), ...city.policy },
    { ...rosterKey(city.id), version: 1 },
    ...city.units.map((unit) => ({ ...unitKey(city.id, unit.id), ...unit })),
    ...city.organisations.map(({ contact, ...organisation }) => ({
      ...{ ...organisationKey(city.id, organisation.id), ...organisation },
      ...(contact && {
        contact: { ...contact, phone: ring.seal(contact.phone, organisationNumber(city.id, organisation.id)) },
      }),
    })),
    ...city.speakers.map((speaker) => ({
      ...{ ...speakerKey(city.id, speaker.id), ...speaker },
      phone: ring.seal(speaker.phone, speakerNumber(city.id, speaker.id)),
    })),
    ...city.people.flatMap((person) => [
      {
        ...{ ...personKey(city.id, person.id), ...person },
        ...(person.phone !== undefined && { phone: ring.seal(person.phone, personNumber(city.id, person.id)) }),
      },
      { ...identityKey(person.id), city: city.id, person: person.id },
      ...[...new Set(person.memberships.map(({ organisation }) => organisation))]
        .filter(() => person.speakerId === undefined)
        .map((organisation) => ({ ...memberKey(city.id, organisation, person.id) })),
      ...(person.speakerId === undefined ? [] : [{ ...speakerPersonKey(city.id, person.speakerId), person: person.id }]),
      ...(person.phone === undefined
        ? []
        : [{ ...phoneKey(ring.digest(person.phone), city.id), city: city.id, person: person.id }]),
    ]),
  ];
}

/** Fills a fresh table with the sample cities, each as it is changed. */
export const seedOf = (change: (city: SampleCity) => SampleCity) => async (clients: Clients) =>
  sow(await firstKey(clients), clients, cities.map(change));
export const seed = seedOf((city) => city);
/** The same with policies that limit nobody. */
export const seedWithoutLimits = seedOf(withoutLimits);

/**
 * Writes cities with their numbers sealed. On disk DynamoDB Local takes a transaction of a hundred items four times as fast as four
 * batches of twenty-five; in memory the batches are twice as fast.
 */
export async function sow(
  ring: KeyRing,
  { tableName, aws, lasts }: Pick<Clients, 'tableName' | 'aws' | 'lasts'>,
  sown: readonly SampleCity[] = cities,
): Promise<void> {
  const client = new DynamoDBClient(aws);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const TableName = tableName();
  const items = sown.flatMap((city) => itemsOf(city, ring));
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
