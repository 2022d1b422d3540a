import { randomBytes } from 'node:crypto';
import { KeyRing } from '../functions/personal/sealing.ts';
import type { Cloud } from '../local/cloud.ts';
import { DynamoDbError, dynamoDbClient, REGION } from '../local/dynamodb/client.ts';
import { startDynamoDb } from '../local/dynamodb/server.ts';
import { ensureTable } from '../local/dynamodb/tables.ts';
import { sow } from '../local/seed.ts';
import type { TableModel } from '../local/template/model.ts';
import { sideBySide } from './side-by-side.ts';

interface Call {
  action: string;
  body: string;
}

const ACTIONS = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems'];
/** What a life finds as others left it: each has its own. */
const OF_ONE_LIFE = /#(DIARY|QUOTA|LEDGER|SEAL)(?=[#\\"])/g;
/** Lives that warm the server up. */
const WARM_UP = 20;

/** Lives tell the same people, each of whom one life claims first: a condition that does not hold costs as much as one that does. */
function unlessRefused(error: unknown): void {
  const isRefused =
    error instanceof DynamoDbError && ['ConditionalCheckFailedException', 'TransactionCanceledException'].includes(error.type);
  if (!isRefused) throw error;
}

/** The DynamoDB calls that functions make while `live` runs; the sweep's looking for something to do is left out. */
export async function record({ faults }: Cloud, live: () => Promise<void>): Promise<Call[]> {
  const calls: Call[] = [];
  for (const action of ACTIONS) {
    // A fault that fits nothing hears of every call.
    const match = ({ ClientRequestToken: _, ...body }: Record<string, unknown>) => {
      if (body.IndexName !== 'Sweep') calls.push({ action, body: JSON.stringify(body) });
      return false;
    };
    faults.next({ action, kind: 'throttle', match });
  }
  await live();
  faults.clear();
  return calls;
}

/**
 * How many such lives a second a DynamoDB Local bears that serves nobody else, over the same sample data: every life with a visit
 * and a diary of its own, its calls one after the other.
 */
export async function replay(table: TableModel, calls: Call[], lives: number, concurrency: number): Promise<number> {
  const server = await startDynamoDb();
  const call = dynamoDbClient(server);
  try {
    await ensureTable(call, table.definition);
    const credentials = { accessKeyId: server.accessKeyId, secretAccessKey: 'local' };
    const ring = new KeyRing(new Map([[1, randomBytes(32)]]));
    await sow(ring, {
      lasts: false,
      tableName: () => table.name,
      aws: { endpoint: server.endpoint, region: REGION, credentials },
    });
    const recorded = JSON.stringify(calls);
    const visit = /#VISIT#([a-z0-9]+)/.exec(recorded)![1]!;
    const copies = Array.from({ length: WARM_UP + lives }, (_, i) => {
      const own = `${visit.slice(0, -4)}${String(i).padStart(4, '0')}`;
      return JSON.parse(recorded.replaceAll(visit, own).replace(OF_ONE_LIFE, `#$1${i}`)) as Call[];
    });
    const live = async (life: Call[]) => {
      for (const { action, body } of life) await call(action, JSON.parse(body)).catch(unlessRefused);
    };
    await sideBySide(copies.slice(0, WARM_UP), concurrency, live);
    const began = performance.now();
    await sideBySide(copies.slice(WARM_UP), concurrency, live);
    return (1000 * lives) / (performance.now() - began);
  } finally {
    call.close();
    await server.stop();
  }
}
