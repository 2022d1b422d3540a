import { parseArgs } from 'node:util';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { type ChainEnd, firstBroken, isEvent } from '../../functions/audit/chain.ts';

/**
 * `npm run audit:verify`: follows the chain of every visit of a table and names the first event that was changed, removed or put in.
 * With `--endpoint` it reads the local cloud (the address that `npm start` prints for DynamoDB), else AWS with the usual credentials.
 */
const { values } = parseArgs({ options: { endpoint: { type: 'string' }, table: { type: 'string' } } });
const credentials = { accessKeyId: 'LOCAL', secretAccessKey: 'local' };
const client = new DynamoDBClient(
  values.endpoint === undefined ? {} : { endpoint: values.endpoint, region: 'us-east-1', credentials },
);

type Stored = Record<string, unknown> & { pk: string; sk: string };

/** The table that was named, or the only one that belongs to the stack. */
async function tableName(): Promise<string> {
  const { TableNames = [] } = values.table === undefined ? await client.send(new ListTablesCommand({})) : {};
  const own = TableNames.filter((name) => name !== 'local-store');
  const name = values.table ?? (own.length === 1 ? own[0] : undefined);
  if (name === undefined) throw new Error(`--table is needed: there are ${own.join(', ') || 'none'}`);
  return name;
}

/** Items by partition; a scan gives a partition's items one after the other. */
async function* partitions(TableName: string): AsyncGenerator<Stored[]> {
  let items: Stored[] = [];
  for await (const { Items = [] } of paginateScan({ client: DynamoDBDocumentClient.from(client) }, { TableName })) {
    for (const item of Items as Stored[]) {
      if (items[0] && items[0].pk !== item.pk) {
        yield items;
        items = [];
      }
      items.push(item);
    }
  }
  if (items.length > 0) yield items;
}

let visits = 0;
let links = 0;
let broken = 0;
for await (const items of partitions(await tableName())) {
  const visit = items.find(({ pk, sk }) => sk === 'VISIT' && pk.includes('#VISIT#')) as (Stored & ChainEnd) | undefined;
  if (!visit) continue;
  const events = items.filter((item) => isEvent(visit, item));
  const found = firstBroken(visit, events);
  visits++;
  links += events.length;
  if (!found) continue;
  broken++;
  console.error(`visit ${visit.id} of ${visit.city}: event ${found.n}${found.id ? ` (${found.id})` : ''} ${found.why}`);
}
client.destroy();
console.log(`${visits} visits, ${links} events, ${broken === 0 ? 'every chain is whole' : `${broken} chains are broken`}`);
process.exitCode = broken === 0 ? 0 : 1;
