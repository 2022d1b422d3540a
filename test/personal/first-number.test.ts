import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { dataKeyKey, organisationKey } from '../../functions/platform/keys.ts';
import { stored } from '../ways/table.ts';

let city: SampleCity;
/** A school without a contact, in a deployment in which nobody has entered a number yet. */
const SCHOOL = 'school-anyi-01';
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  const client = new DynamoDBClient(city.cloud.aws);
  const documents = DynamoDBDocumentClient.from(client);
  const TableName = city.cloud.model.tables[0]!.name;
  const { contact: _, ...school } = (await stored(city)).get(Object.values(organisationKey('nanchang', SCHOOL)).join(' '))!;
  await documents.send(new PutCommand({ TableName, Item: school }));
  await documents.send(new DeleteCommand({ TableName, Key: dataKeyKey(1) }));
  client.destroy();
});
afterAll(() => city?.end());

test('the first number makes the first key; it is sealed in the table and read by its school', async () => {
  const contact = { name: '示例老师', phone: '199-7777-0009' };
  const visit = await city.person(SCHOOL).asksFor({ contact });
  expect((await city.person(SCHOOL).visit(visit)).contact).toEqual(contact);
  const items = await stored(city);
  expect(items.get('KEY v1')).toMatchObject({ version: 1, wrapped: expect.any(String) });
  expect(JSON.stringify([...items.values()])).not.toContain(contact.phone);
});
