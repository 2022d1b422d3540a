import { parseArgs } from 'node:util';
import { Books } from './books.ts';
import { clientFor, partitions, tableName } from './table.ts';

/**
 * `npm run audit:verify`: follows the chain of every visit of a table, and holds visits and organisations' events against the ledgers,
 * and the ledgers against their seals. Names what was changed, removed or put in. With `--endpoint` it reads the local cloud, else AWS.
 */
const { values } = parseArgs({ options: { endpoint: { type: 'string' }, table: { type: 'string' } } });
const client = clientFor(values.endpoint);
const books = new Books();
for await (const items of partitions(client, await tableName(client, values.table))) books.take(items);
client.destroy();
const findings = books.findings();
for (const finding of findings) console.error(finding);
console.log(`${books.summary()}, ${findings.length === 0 ? 'every chain is whole' : `${findings.length} places are broken`}`);
process.exitCode = findings.length === 0 ? 0 : 1;
