import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { DELIVERY, ESCALATED, INBOX, type Index, type Key, PARTY_INDEXES, SWEEP } from '../../functions/platform/keys.ts';
import { type Item, keyOf, type Where, type Write } from '../../functions/platform/writes.ts';
import { Memory } from './memory.ts';
import { fakeKms } from './numbers.ts';

export const TABLE = 'table';

interface Expressions {
  ConditionExpression?: string | undefined;
  UpdateExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

/** DynamoDB's words back as conditions; what this small reader does not know fails loudly. */
function where({ ConditionExpression, ...given }: Expressions): Where | undefined {
  if (ConditionExpression === undefined) return undefined;
  const conditions = ConditionExpression.split(' AND ').map((part) => {
    const missing = /^attribute_not_exists\((#\w+)\)$/.exec(part);
    if (missing) return [given.ExpressionAttributeNames![missing[1]!]!, { missing: true }] as const;
    const [, name, operator, value] = /^(#\w+) (=|>|<=) (:\w+)$/.exec(part)!;
    const wanted = given.ExpressionAttributeValues![value!] as string;
    const condition = operator === '=' ? wanted : operator === '>' ? { above: wanted } : { notAbove: wanted };
    return [given.ExpressionAttributeNames![name!]!, condition] as const;
  });
  return Object.fromEntries(conditions) as Where;
}

function update(key: Item, given: Expressions): Write {
  const [, set = '', remove = ''] = /^(?:SET (.*?))? ?(?:REMOVE (.*))?$/.exec(given.UpdateExpression!)!;
  const name = (placeholder: string) => given.ExpressionAttributeNames![placeholder]!;
  const pairs = set.split(', ').filter(Boolean);
  const changes = pairs
    .map((pair) => pair.split(' = '))
    .map(([to, from]) => [name(to!), given.ExpressionAttributeValues![from!]]);
  const gone = remove.split(', ').filter(Boolean).map(name);
  return { update: key as unknown as Key, set: Object.fromEntries(changes), remove: gone, ...conditional(given) };
}

const conditional = (given: Expressions) => {
  const condition = where(given);
  return condition === undefined ? {} : { where: condition };
};

const $metadata = {};

/** A table behind the mocked SDK; writes are conditional and transactional as DynamoDB's, and faults can be injected. */
export function fakeTable() {
  process.env.TABLE_NAME = TABLE;
  const mock = mockClient(DynamoDBDocumentClient);
  fakeKms();
  let memory = new Memory();
  let before: (() => void)[] = [];

  function write(writes: Write[]): void {
    before.shift()?.();
    const failing = memory.failing(writes);
    if (failing.length === 0) {
      memory.apply(writes);
      return;
    }
    const stored = (i: number) => memory.get(keyOf(writes[i]!));
    if (writes.length === 1) {
      const item = stored(0);
      throw new ConditionalCheckFailedException({ message: '', $metadata, ...(item && { Item: marshall(item) }) });
    }
    const CancellationReasons = writes.map((_, i) => {
      const item = failing.includes(i) && stored(i);
      return failing.includes(i) ? { Code: 'ConditionalCheckFailed', ...(item && { Item: marshall(item) }) } : { Code: 'None' };
    });
    throw new TransactionCanceledException({ message: '', $metadata, CancellationReasons });
  }

  mock.on(GetCommand).callsFake(({ Key }) => ({ Item: memory.get(Key) }));
  mock.on(BatchGetCommand).callsFake(({ RequestItems }) => {
    const keys: Item[] = RequestItems[TABLE].Keys;
    if (new Set(keys.map(({ pk, sk }) => `${pk} ${sk}`)).size < keys.length) throw new Error('ValidationException: duplicates');
    const found = keys.flatMap((key) => memory.get(key as unknown as Key) ?? []);
    return { Responses: { [TABLE]: found } };
  });
  mock.on(QueryCommand).callsFake((input: QueryCommandInput) => ({ Items: found(memory.all(), input) }));
  mock.on(PutCommand).callsFake((input) => write([{ put: input.Item, ...conditional(input) }]));
  mock.on(UpdateCommand).callsFake((input) => write([update(input.Key, input)]));
  mock.on(DeleteCommand).callsFake((input) => write([{ delete: input.Key, ...conditional(input) }]));
  mock.on(TransactWriteCommand).callsFake(({ TransactItems }) =>
    write(
      TransactItems.map(
        ({ Put, Update, Delete, ConditionCheck }: Record<string, Expressions & { Item: Item & Key; Key: Key }>) => {
          if (Put) return { put: Put.Item, ...conditional(Put) };
          if (Update) return update(Update.Key as unknown as Item, Update);
          if (Delete) return { delete: Delete.Key, ...conditional(Delete) };
          return { check: ConditionCheck!.Key, ...conditional(ConditionCheck!) };
        },
      ),
    ),
  );

  return {
    mock,
    /** Begins anew with these items. */
    fill(items: Item[]) {
      memory = new Memory(items);
      before = [];
    },
    get: (pk: string, sk: string) => memory.get({ pk, sk }),
    /** The items whose sort key begins like this. */
    under: (prefix: string) => memory.all().filter(({ sk }) => (sk as string).startsWith(prefix)),
    all: () => memory.all(),
    change: (pk: string, sk: string, set: Item) => memory.add([{ ...memory.get({ pk, sk }), pk, sk, ...set }]),
    /** Something that happens, or is thrown, just before the next write. */
    meanwhile(happens: () => void) {
      before.push(happens);
    },
  };
}
export type FakeTable = ReturnType<typeof fakeTable>;

const INDEXES: Index[] = [...PARTY_INDEXES, INBOX, ESCALATED, SWEEP, DELIVERY];

function found(items: Item[], input: QueryCommandInput): Item[] {
  const { pk, sk } = INDEXES.find(({ name }) => name === input.IndexName) ?? { pk: 'pk', sk: 'sk' };
  const values = input.ExpressionAttributeValues as Record<string, string>;
  const condition = input.KeyConditionExpression!;
  if (Object.values(values).includes('')) throw new Error('ValidationException: a key cannot contain an empty string');
  const inRange = (value: string) => {
    if (condition.includes('begins_with')) return value.startsWith(values[':prefix']!);
    if (condition.includes('BETWEEN')) return values[':from']! <= value && value <= values[':to']!;
    if (condition.includes(':after')) return value > values[':after']!;
    return condition.includes(':upTo') ? value <= values[':upTo']! : true;
  };
  const inPartition = items.filter(
    (item) => item[pk] === values[':pk'] && item[sk] !== undefined && inRange(item[sk] as string),
  );
  const ordered = inPartition.sort((a, b) => ((a[sk] as string) < (b[sk] as string) ? -1 : 1));
  const sorted = (input.ScanIndexForward === false ? ordered.reverse() : ordered).slice(0, input.Limit);
  // The indexes hold keys only.
  return input.IndexName ? sorted.map((item) => ({ pk: item.pk, sk: item.sk, [pk]: item[pk], [sk]: item[sk] })) : sorted;
}
