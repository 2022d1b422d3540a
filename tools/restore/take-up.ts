import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { lookAt, takeUp } from './open-visits.ts';

/**
 * `npm run restore:take-up -- --table NAME --machine ARN`: after a restore on AWS, lets every open visit go on from where the restored
 * table says it stands. With `--look` it changes nothing and only counts the open visits that no execution takes on.
 */
const { values } = parseArgs({
  options: { table: { type: 'string' }, machine: { type: 'string' }, look: { type: 'boolean', default: false } },
});
const { table, machine, look } = values;
if (table === undefined || machine === undefined) throw new Error('--table and --machine are needed');
const place = { dynamodb: new DynamoDBClient({}), stepFunctions: new SFNClient({}), table, machine };
if (!look) {
  const { stopped, visits } = await takeUp(place, new Date());
  console.log(`${stopped} executions stopped; ${visits} open visits will be looked at by the next sweep`);
}
const { open, idle } = await lookAt(place);
console.log(`${open} open visits, ${idle} without an execution`);
