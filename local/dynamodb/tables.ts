import { isDeepStrictEqual } from 'node:util';
import type { IndexDefinition, KeyElement, TableDefinition } from '../template/model.ts';
import { type DynamoDbCall, DynamoDbError } from './client.ts';

const MOST_TRIES = 8;

/** The table that is there cannot become the one that is wanted. */
export class TableChanged extends Error {
  override name = 'TableChanged';
}

interface Description {
  readonly TableStatus: string;
  readonly KeySchema: KeyElement[];
  readonly AttributeDefinitions: TableDefinition['AttributeDefinitions'];
  readonly GlobalSecondaryIndexes?: (IndexDefinition & { IndexStatus: string })[];
  readonly LocalSecondaryIndexes?: IndexDefinition[];
  readonly StreamSpecification?: TableDefinition['StreamSpecification'];
}

/**
 * Creates the table, or adds to the present one the indexes and the stream that it lacks.
 * Indexes that are no longer wanted stay: nobody reads them, and they cost nothing here.
 * @throws TableChanged when a key, a projection or the stream's view is another one.
 */
export async function ensureTable(call: DynamoDbCall, wanted: TableDefinition): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await reconcile(call, wanted);
    } catch (error) {
      // While it fills an index on a busy machine the server now and then fails a call; what is there is looked at anew.
      const passing = error instanceof DynamoDbError && error.type === 'InternalFailure' && tries < MOST_TRIES;
      if (!passing) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 * tries));
    }
  }
}

async function reconcile(call: DynamoDbCall, wanted: TableDefinition): Promise<void> {
  const present = await describe(call, wanted.TableName);
  if (!present) {
    await call('CreateTable', wanted);
    return settle(call, wanted.TableName);
  }
  const refuse = (what: string): never => {
    throw new TableChanged(
      `the table ${wanted.TableName} exists with another ${what}; delete its data or restore the template`,
    );
  };
  if (!sameKeys(present, wanted, present.KeySchema, wanted.KeySchema)) refuse('key');
  for (const index of wanted.LocalSecondaryIndexes ?? []) {
    const twin = present.LocalSecondaryIndexes?.find(named(index.IndexName));
    if (!twin || !sameIndex(present, wanted, twin, index)) refuse(`local index ${index.IndexName}`);
  }
  for (const index of wanted.GlobalSecondaryIndexes ?? []) {
    const twin = present.GlobalSecondaryIndexes?.find(named(index.IndexName));
    if (!twin) await addIndex(call, wanted, index);
    else if (!sameIndex(present, wanted, twin, index)) refuse(`index ${index.IndexName}`);
  }
  const stream = wanted.StreamSpecification;
  if (stream && !present.StreamSpecification) {
    await call('UpdateTable', { TableName: wanted.TableName, StreamSpecification: stream });
    return settle(call, wanted.TableName);
  }
  if (stream && stream.StreamViewType !== present.StreamSpecification?.StreamViewType) refuse('stream view');
}

async function addIndex(call: DynamoDbCall, wanted: TableDefinition, index: IndexDefinition): Promise<void> {
  await call('UpdateTable', {
    TableName: wanted.TableName,
    AttributeDefinitions: wanted.AttributeDefinitions,
    GlobalSecondaryIndexUpdates: [{ Create: index }],
  });
  await settle(call, wanted.TableName);
}

/** Waits until the table and its indexes are filled and active; the server works on it on its own. */
async function settle(call: DynamoDbCall, name: string): Promise<void> {
  for (;;) {
    const table = await describe(call, name);
    const states = [table?.TableStatus, ...(table?.GlobalSecondaryIndexes ?? []).map((index) => index.IndexStatus)];
    if (states.every((state) => state === 'ACTIVE')) return;
  }
}

async function describe(call: DynamoDbCall, TableName: string): Promise<Description | undefined> {
  try {
    return (await call<{ Table: Description }>('DescribeTable', { TableName })).Table;
  } catch (error) {
    if (error instanceof DynamoDbError && error.type === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

function named(name: string): (index: IndexDefinition) => boolean {
  return (index) => index.IndexName === name;
}

function sameIndex(present: Description, wanted: TableDefinition, one: IndexDefinition, other: IndexDefinition): boolean {
  return sameKeys(present, wanted, one.KeySchema, other.KeySchema) && isDeepStrictEqual(projection(one), projection(other));
}

function projection(index: IndexDefinition): [string, string[]] {
  return [index.Projection.ProjectionType, [...(index.Projection.NonKeyAttributes ?? [])].sort()];
}

/** Same names in the same roles with the same types. */
function sameKeys(present: Description, wanted: TableDefinition, one: KeyElement[], other: KeyElement[]): boolean {
  return isDeepStrictEqual(typed(present.AttributeDefinitions, one), typed(wanted.AttributeDefinitions, other));
}

function typed(definitions: TableDefinition['AttributeDefinitions'], keys: KeyElement[]): string[] {
  const type = (name: string) => definitions.find((each) => each.AttributeName === name)?.AttributeType;
  return keys.map((key) => `${key.KeyType} ${key.AttributeName} ${type(key.AttributeName)}`).sort();
}
