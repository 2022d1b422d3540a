import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { dynamoDbClient } from '../../local/dynamodb/client.ts';
import { lookAt, type Place, takeUp } from '../../tools/restore/open-visits.ts';
import { itemsAt, itemsNow, pointNow } from '../../tools/restore/point.ts';
import { differences } from '../../tools/restore/restored-table.ts';
import { executionsOf, standing } from '../ways/machine.ts';

let city: SampleCity;
let call: ReturnType<typeof dynamoDbClient>;
let place: Place;
let visit: string;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00', { sownUnseen: false });
  const { aws, dynamodbUrl, stepFunctionsUrl, model } = city.cloud;
  call = dynamoDbClient({ endpoint: dynamodbUrl, accessKeyId: 'LOCAL' });
  place = {
    dynamodb: new DynamoDBClient(aws),
    stepFunctions: new SFNClient({ ...aws, endpoint: stepFunctionsUrl }),
    ...{ table: model.tables[0]!.name, machine: model.stateMachines[0]!.arn },
  };
  visit = await city.person('school-donghu-02').asksFor({ speakerId: 'speaker-003' });
});
afterAll(async () => {
  call?.close();
  place?.dynamodb.destroy();
  place?.stepFunctions.destroy();
  await city?.end();
});

test('a table is told again from its stream as it was at a point, whatever was written, changed or deleted since', async () => {
  const point = await pointNow(call, place.table);
  const wanted = await itemsNow(call, place.table);
  await city.person('union-donghu').approves(visit, { reserves: [] });
  const [some] = [...wanted.values()].filter(({ pk }) => (pk!.S as string).endsWith('#SPEAKER'));
  await call('DeleteItem', { TableName: place.table, Key: { pk: some!.pk, sk: some!.sk } });
  const since = differences(wanted, await itemsNow(call, place.table));
  expect(since).toContain(`${some!.pk!.S} ${some!.sk!.S} is missing`);
  expect(since.some((line) => line.endsWith('differs')) && since.some((line) => line.endsWith('is too much'))).toBe(true);
  expect(differences(wanted, await itemsAt(call, place.table, point))).toEqual([]);
});

test('an open visit whose execution waits for what the table does not know goes on with its next run', async () => {
  expect(await lookAt(place)).toEqual({ open: 1, idle: 0 });
  expect(await takeUp(place, new Date(city.now()))).toEqual({ stopped: 1, visits: 1 });
  await city.until(city.now() + 15 * 60_000);
  expect((await executionsOf(city, visit)).map(({ status }) => status)).toEqual(['ABORTED', 'RUNNING']);
  expect(await lookAt(place)).toEqual({ open: 1, idle: 0 });
  expect(await standing(city, visit)).toBe('awaiting-release');
});
