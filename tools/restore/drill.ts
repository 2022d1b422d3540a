import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SampleCity } from '../../demo/sample-city.ts';
import { dynamoDbClient } from '../../local/dynamodb/client.ts';
import { startDynamoDb } from '../../local/dynamodb/server.ts';
import { Books } from '../audit/books.ts';
import { partitions } from '../audit/table.ts';
import { lookAt, takeUp } from './open-visits.ts';
import { type Items, itemsAt, itemsNow, pointNow } from './point.ts';
import { Report } from './report.ts';
import { differences, replaceTable } from './restored-table.ts';
import { afterThePoint, goOn, statuses, untilThePoint } from './story.ts';

/**
 * `npm run restore:drill`: a city on a folder of its own is damaged, its table restored to the point before, and everything goes on. As
 * on AWS only the table is restored: executions are where they had got to, and the stream begins anew. Exits with 1 when anything is
 * not as the runbook says.
 */
const AT_THE_POINT = { asked: 'awaiting-union', approved: 'awaiting-release', confirmed: 'confirmed' };
const ALL_AGREED = { asked: 'confirmed', approved: 'confirmed', confirmed: 'confirmed' };

const report = new Report();
const dir = await mkdtemp(join(tmpdir(), 'restore-drill-'));
let city = await SampleCity.begin('2026-03-02T09:00:00+08:00', { dir, lazy: true });
try {
  const [{ name: table, definition }] = city.cloud.model.tables as [(typeof city.cloud.model.tables)[number]];
  const direct = () => dynamoDbClient({ endpoint: city.cloud.dynamodbUrl, accessKeyId: 'LOCAL' });

  const visits = await untilThePoint(city);
  const call = direct();
  const point = await pointNow(call, table);
  const wanted = await itemsNow(call, table);
  report.holds('three visits on their way', await statuses(city, visits), AT_THE_POINT);
  report.says(`the point: ${wanted.size} items, ${new Date(city.now()).toISOString()}`);

  await afterThePoint(city, visits, wanted);
  const { length: damages } = await audit(city);
  report.holds('the check finds the damage', damages > 0, true);
  report.says(
    `${differences(wanted, await itemsNow(call, table)).length} items changed since the point; ${damages} places broken`,
  );
  const items = await itemsAt(call, table, point);
  call.close();
  await city.end();

  await restore(items);
  city = await SampleCity.begin(undefined, { dir, lazy: true });
  await city.settle();
  const restored = direct();
  report.holds('each item is as it was at the point', differences(wanted, await itemsNow(restored, table)), []);
  restored.close();
  report.holds('every chain and seal is whole', await audit(city), []);
  report.holds('the visits stand where they stood', await statuses(city, visits), AT_THE_POINT);

  const place = {
    dynamodb: new DynamoDBClient(city.cloud.aws),
    stepFunctions: new SFNClient({ ...city.cloud.aws, endpoint: city.cloud.stepFunctionsUrl }),
    ...{ table, machine: city.cloud.model.stateMachines[0]!.arn },
  };
  const before = await lookAt(place);
  report.says(
    `not restored: executions; ${before.idle} of ${before.open} open visits have none, others wait with unknown tokens`,
  );
  const { stopped } = await takeUp(place, new Date(city.now()));
  await city.until(city.now() + 15 * 60_000);
  report.says(`npm run restore:take-up: ${stopped} executions stopped, then the sweep`);
  report.holds('every open visit has its execution', await lookAt(place), { open: 3, idle: 0 });
  place.dynamodb.destroy();
  place.stepFunctions.destroy();

  await goOn(city, visits);
  report.holds('they go on, and everybody agrees', await statuses(city, visits), ALL_AGREED);
  await city.days(1);
  report.holds('the next night seals on, and all is whole', await audit(city), []);

  /** The folder's database alone is opened: what AWS keeps elsewhere stays as it is. */
  async function restore(items: Items): Promise<void> {
    const server = await startDynamoDb({ dir });
    const client = dynamoDbClient(server);
    await replaceTable(client, definition, items);
    client.close();
    await server.stop();
  }
} finally {
  await city.end();
  await rm(dir, { recursive: true, force: true });
}
process.exitCode = report.end();

/** What `npm run audit:verify` would say. */
async function audit({ cloud }: SampleCity): Promise<string[]> {
  const client = new DynamoDBClient(cloud.aws);
  const books = new Books();
  for await (const partition of partitions(client, cloud.model.tables[0]!.name)) books.take(partition);
  client.destroy();
  return books.findings();
}
