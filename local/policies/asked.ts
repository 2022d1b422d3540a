import { tableName } from '../gateway/touched.ts';
import type { CloudModel, KeyElement, TableModel } from '../template/model.ts';
import type { Asked } from './policy.ts';
import { queriedKey } from './queried-key.ts';

type Model = Pick<CloudModel, 'scope' | 'tables' | 'stateMachines' | 'keys'>;
type Body = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, { readonly S?: string }>>;

/** A part of a call that names a table. */
interface Named {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Key?: Values;
  readonly Item?: Values;
}

/** How policies name the services. */
const PREFIXES: Record<string, string> = {
  AWSStepFunctions: 'states',
  AWSEvents: 'events',
  TrentService: 'kms',
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodb',
};

/** In transactions each item is authorized by the action that it would be alone. */
const ALONE: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** What a call asks to be allowed. What it cannot tell it names `*`, which only a statement for everything allows. */
export function askedBy(target: string, body: Buffer, model: Model): Asked[] {
  const [service = '', action = ''] = target.split('.');
  const asked = READERS[service]?.(action, parse(body), model) ?? [];
  return asked.length > 0 ? asked : [{ action: `${PREFIXES[service] ?? service}:${action}`, resource: '*' }];
}

const READERS: Record<string, (action: string, body: Body, model: Model) => Asked[]> = {
  AWSStepFunctions: ofStepFunctions,
  TrentService: ofKms,
  AWSEvents: ofEvents,
  DynamoDB_20120810: ofDynamoDb,
};

/** An execution belongs to its machine by its ARN. A token names none, so that it is held against every machine there is. */
function ofStepFunctions(name: string, { stateMachineArn, executionArn }: Body, { stateMachines }: Model): Asked[] {
  const action = `states:${name}`;
  if (name.startsWith('SendTask')) return stateMachines.map(({ arn }) => ({ action, resource: arn }));
  return [{ action, resource: String(executionArn ?? stateMachineArn ?? '*') }];
}

/** A key goes by its ARN or its id; the members of the encryption context are what conditions can name. */
function ofKms(name: string, { KeyId, EncryptionContext }: Body, { keys }: Model): Asked[] {
  const key = keys.find(({ arn, name: id }) => KeyId === arn || KeyId === id);
  const context = entries<string>(EncryptionContext).map(([member, value]) => [`kms:EncryptionContext:${member}`, value]);
  return [{ action: `kms:${name}`, resource: key?.arn ?? '*', context: Object.fromEntries(context) }];
}

/** Each entry names its bus, by name or ARN; without one it is the default. */
function ofEvents(name: string, { Entries }: Body, { scope }: Model): Asked[] {
  const buses = ((Entries ?? []) as { EventBusName?: string }[]).map(({ EventBusName = 'default' }) => EventBusName);
  const arn = `arn:${scope.partition}:events:${scope.region}:${scope.accountId}:event-bus/`;
  return [...new Set(buses)].map((bus) => ({ action: `events:${name}`, resource: bus.startsWith('arn:') ? bus : arn + bus }));
}

function ofDynamoDb(name: string, body: Body, model: Model): Asked[] {
  const one = (action: string, named: Named, keys: readonly Values[]): Asked => {
    const { arn, hash } = place(named, model);
    return { action: `dynamodb:${action}`, resource: arn, ...leading(hash, keys) };
  };
  const alone = (action: string, named: Named) => one(action, named, [named.Item ?? named.Key ?? {}]);
  switch (name) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [alone(name, body)];
    case 'Query': {
      const { arn, hash } = place(body, model);
      const key = hash === undefined ? undefined : queriedKey(body, hash);
      return [{ action: 'dynamodb:Query', resource: arn, ...(key !== undefined && { leadingKeys: [key] }) }];
    }
    case 'BatchGetItem':
      return entries<{ Keys: Values[] }>(body.RequestItems).map(([TableName, { Keys }]) => one(name, { TableName }, Keys));
    case 'BatchWriteItem':
      return entries<{ PutRequest?: Named; DeleteRequest?: Named }[]>(body.RequestItems).map(([TableName, requests]) => {
        const keys = requests.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {});
        return one(name, { TableName }, keys);
      });
    case 'TransactGetItems':
    case 'TransactWriteItems': {
      const items = (body.TransactItems ?? []) as Record<string, Named>[];
      return items.flatMap((item) => Object.entries(item).map(([kind, named]) => alone(ALONE[kind] ?? kind, named)));
    }
    default:
      return [{ action: `dynamodb:${name}`, resource: place(body, model).arn }];
  }
}

/** Where a call goes: table or index, and by which attribute that is partitioned. */
function place({ TableName, IndexName }: Named, { scope, tables }: Model): { arn: string; hash?: string | undefined } {
  if (typeof TableName !== 'string') return { arn: '*' };
  const name = tableName(TableName);
  const table = tables.find((each) => each.name === name);
  const arn = table?.arn ?? `arn:${scope.partition}:dynamodb:${scope.region}:${scope.accountId}:table/${name}`;
  const keys = table && schema(table, IndexName);
  return {
    arn: IndexName === undefined ? arn : `${arn}/index/${IndexName}`,
    hash: keys?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName,
  };
}

function schema({ definition }: TableModel, index: string | undefined): readonly KeyElement[] | undefined {
  if (index === undefined) return definition.KeySchema;
  const indexes = [...(definition.GlobalSecondaryIndexes ?? []), ...(definition.LocalSecondaryIndexes ?? [])];
  return indexes.find(({ IndexName }) => IndexName === index)?.KeySchema;
}

/** The values of the partition key; none when one of them is missing or no text. */
function leading(hash: string | undefined, keys: readonly Values[]): Pick<Asked, 'leadingKeys'> {
  const values = keys.map((key) => (hash === undefined ? undefined : key[hash]?.S));
  return values.every((value) => value !== undefined) ? { leadingKeys: values } : {};
}

const entries = <Value>(record: unknown) => Object.entries((record ?? {}) as Record<string, Value>);

/** What is no JSON asks for nothing that could be told. */
function parse(body: Buffer): Body {
  try {
    return JSON.parse(body.toString()) as Body;
  } catch {
    return {};
  }
}
